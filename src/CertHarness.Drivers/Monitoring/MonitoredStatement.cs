using CertHarness.Model.Catalogues;

namespace CertHarness.Drivers.Monitoring;

/// <summary>A statement that a driver watches for in every packet of every scenario: it can be broken at any time and is never proved.</summary>
/// <param name="Requirement">The requirement's id, such as <c>MQTT5-3.3.2-14</c>.</param>
/// <param name="Sender">Whose packets are judged: those of a SUT that plays this part.</param>
public sealed record MonitoredStatement(string Requirement, Role Sender)
{
    /// <summary>Whether it is watched where the SUT plays a part.</summary>
    /// <param name="sut">The part of the SUT.</param>
    public bool Concerns(Role sut) => Sender == Role.Both || sut == Role.Both || Sender == sut;
}
