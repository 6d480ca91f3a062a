using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Model.Campaigns;

namespace CertHarness.Drivers.Mqtt.Tests.Sessions;

public sealed class NotationTests
{
    private static readonly ScenarioNames Names = new(new Ixit { TopicPrefix = "city" }, new ScenarioIsolation("t7"));

    [Theory]
    [InlineData("C0 00", "C000")]
    [InlineData("30 {len} 00 01 'a' 'xyz'", "30060001" + "6178797A")]
    [InlineData("10 {len} {flags 02} {id} {login}", "10" + "0F" + "C2" + "00026964" + "00026D65" + "000470617373")]
    [InlineData("C0 00; D0 00", "C000D000")]
    [InlineData("82 {len} {topic a/b}", "820D" + "000B" + "636974792F74372F612F62")]
    public void Bytes_are_what_they_say(string notation, string expected) =>
        Assert.Equal(expected, Convert.ToHexString(new WireNotation("id", Names.Topic, "me", "pass").Read(notation)));

    [Fact]
    public void A_long_body_has_a_length_of_two_bytes()
    {
        var bytes = new WireNotation("id", Names.Topic, null, null).Read($"30 {{len}} '{new string('a', 200)}'");
        Assert.Equal([0x30, 0xC8, 0x01], bytes[..3]);
        Assert.Equal(203, bytes.Length);
    }

    [Theory]
    [InlineData("C0 0")]
    [InlineData("C0 {leng}")]
    [InlineData("lamp")]
    public void A_slip_of_the_pen_is_refused(string notation) =>
        Assert.Throws<FormatException>(() => new WireNotation("id", Names.Topic, null, null).Read(notation));

    [Theory]
    [InlineData("lamp/1", "city/t7/lamp/1")]
    [InlineData("#", "city/t7/#")]
    [InlineData("/lamp", "city/t7//lamp")]
    [InlineData("", "")]
    [InlineData("$lamp/1", "$t7lamp/1")]
    [InlineData("$share/g/lamp/#", "$share/t7g/city/t7/lamp/#")]
    [InlineData("$share//lamp", "$share//city/t7/lamp")]
    [InlineData("$share/g", "$share/t7g")]
    [InlineData("$share/g/", "$share/t7g/")]
    [InlineData("{U+FEFF}a", "city/t7/\uFEFFa")]
    public void Topics_are_the_scenarios_own(string written, string wire) => Assert.Equal(wire, Names.Topic(written));

    [Fact]
    public void A_client_identifier_is_one_that_every_broker_allows() =>
        Assert.Equal("t7averylongroleindeed12", Names.ClientId("a-very-long-role-indeed-1234567890"));

    [Fact]
    public void Payloads_are_shown_as_text_or_in_hexadecimal()
    {
        Assert.Equal("\"on\"", TextNotation.Show("on"u8));
        Assert.Equal("0x0041", TextNotation.Show([0, 0x41]));
        Assert.EndsWith("… (100 bytes)", TextNotation.Show(new byte[100]), StringComparison.Ordinal);
    }
}
