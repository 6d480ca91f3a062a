using System.Text;

namespace CertHarness.Model.Campaigns;

/// <summary>What the SUT allows to whom, as far as tests have to know it.</summary>
/// <param name="Forbidden">The first topic levels under which the user of the IXIT may neither publish nor subscribe.</param>
/// <param name="Username">A second user, who may do both there.</param>
/// <param name="Password">The second user's password, or null. Never written to a run folder.</param>
public sealed record Authorization(string Forbidden, string Username, string? Password)
{
    // Keeps the password out of every log and message that shows the record.
    private bool PrintMembers(StringBuilder text)
    {
        text.Append($"Forbidden = {Forbidden}, Username = {Username}, Password = {(Password is null ? "" : "***")}");
        return true;
    }
}
