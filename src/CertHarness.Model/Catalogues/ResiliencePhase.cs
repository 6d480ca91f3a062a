namespace CertHarness.Model.Catalogues;

/// <summary>
/// The phases of resilience: before, during and after a disturbance. Source: acatech's resilience cycle, as "Technologie und Mensch in der
/// Kommune von morgen" (DIN and Deutscher Städtetag) shows it in its section on resilience.
/// </summary>
public enum ResiliencePhase
{
    /// <summary>Getting ready: known state, data that is kept.</summary>
    Prepare,

    /// <summary>Keeping a disturbance from happening.</summary>
    Prevent,

    /// <summary>Keeping a disturbance that happens from doing harm.</summary>
    Protect,

    /// <summary>Noticing it and limiting what it does.</summary>
    Respond,

    /// <summary>Coming back to normal service.</summary>
    Recover,
}
