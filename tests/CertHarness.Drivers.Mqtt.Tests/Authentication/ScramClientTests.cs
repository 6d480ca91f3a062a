using CertHarness.Drivers.Mqtt.Authentication;

namespace CertHarness.Drivers.Mqtt.Tests.Authentication;

public sealed class ScramClientTests
{
    // The example of RFC 7677, section 3.
    private const string Nonce = "rOprNGfwEbeRWgbNEkqO";
    private const string Challenge = "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";

    [Fact]
    public void The_example_of_the_standard_comes_out()
    {
        var client = new ScramClient("SCRAM-SHA-256", "user", "pencil", Nonce);

        Assert.Equal("n,,n=user,r=rOprNGfwEbeRWgbNEkqO", client.First);
        Assert.Equal(
            "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
            client.Final(Challenge));
        Assert.True(client.Proves("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="));
        Assert.False(client.Proves("v=7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="));
    }

    [Theory]
    [InlineData("r=other,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")]
    [InlineData("r=rOprNGfwEbeRWgbNEkqO,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")]
    [InlineData("r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=0")]
    [InlineData("r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=2000000000")]
    [InlineData("r=rOprNGfwEbeRWgbNEkqOx,s=!,i=4096")]
    [InlineData("e=unknown-user")]
    [InlineData("")]
    public void What_is_no_challenge_is_refused(string challenge) =>
        Assert.Throws<FormatException>(() => new ScramClient("SCRAM-SHA-256", "user", "pencil", Nonce).Final(challenge));

    [Fact]
    public void Names_with_separators_are_escaped() =>
        Assert.Equal("n,,n=a=2Cb=3Dc,r=x", new ScramClient("SCRAM-SHA-512", "a,b=c", "pencil", "x").First);
}
