namespace CertHarness.Drivers.Mqtt.Sessions;

/// <summary>Passwords that are certainly not the right one.</summary>
internal static class WrongPasswords
{
    /// <summary>A password other than the right one and as long, so that a broker with rules for passwords looks at it.</summary>
    public static string For(string? right) => right is { Length: > 0 } ? $"{(right[0] == 'x' ? 'y' : 'x')}{right[1..]}" : "certharness-wrong";
}
