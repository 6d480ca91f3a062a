using CertHarness.Drivers.Mqtt.Packets;
using CsCheck;

namespace CertHarness.Drivers.Mqtt.Tests.Packets;

public sealed class TopicTests
{
    [Theory]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1", true)]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1/score/wimbledon", true)]
    [InlineData("sport/#", "sport", true)]
    [InlineData("sport/#", "sports", false)]
    [InlineData("#", "a/b", true)]
    [InlineData("#", "/", true)]
    [InlineData("sport/+", "sport", false)]
    [InlineData("sport/+", "sport/", true)]
    [InlineData("sport/tennis/+", "sport/tennis/player1/ranking", false)]
    [InlineData("+/+", "/finance", true)]
    [InlineData("/+", "/finance", true)]
    [InlineData("+", "/finance", false)]
    [InlineData("+/tennis/#", "sport/tennis", true)]
    [InlineData("a//b", "a//b", true)]
    [InlineData("a/+/b", "a//b", true)]
    [InlineData("a", "A", false)]
    [InlineData("a/b", "a", false)]
    [InlineData("a", "a/b", false)]
    [InlineData("a/", "a", false)]
    [InlineData("#", "$SYS/uptime", false)]
    [InlineData("+/uptime", "$SYS/uptime", false)]
    [InlineData("$SYS/#", "$SYS/uptime", true)]
    [InlineData("$SYS/#", "$SYS", true)]
    [InlineData("$SYS/+", "$SYS/uptime", true)]
    [InlineData("a/+/#", "a", false)]
    [InlineData("\u00E9", "e\u0301", false)] // no normalization
    public void A_filter_matches_as_the_standard_says(string filter, string topic, bool matches)
    {
        Assert.Equal(matches, TopicFilter.Matches(filter, topic));
        Assert.True(TopicFilter.TryParse($"$share/team/{filter}", MqttVersion.V5, out var shared));
        Assert.Equal(matches, shared.Matches(topic));
    }

    [Fact]
    public void A_topic_name_matches_itself() =>
        Gen.String[Gen.Char["ab/$"], 1, 20].Sample(topic => TopicFilter.Matches(topic, topic));

    [Fact]
    public void A_level_replaced_by_plus_still_matches() =>
        Gen.Select(Gen.String[Gen.Char["ab"], 0, 3].Array[1, 6], Gen.Int[0, 5]).Sample((levels, at) =>
            TopicFilter.Matches(
                string.Join('/', levels.Select((l, i) => i == at % levels.Length ? "+" : l)),
                string.Join('/', levels)));

    [Theory]
    [InlineData("a", true)]
    [InlineData("/", true)]
    [InlineData(" ", true)]
    [InlineData("$SYS/x", true)]
    [InlineData("", false)]
    [InlineData("a/+", false)]
    [InlineData("#", false)]
    [InlineData("a\0", false)]
    public void A_topic_name_is_checked(string topic, bool valid) => Assert.Equal(valid, TopicName.IsValid(topic));

    [Theory]
    [InlineData("a/#", true)]
    [InlineData("+", true)]
    [InlineData("+/a/+", true)]
    [InlineData("a#", false)]
    [InlineData("a/#/b", false)]
    [InlineData("a+", false)]
    [InlineData("a/+b/c", false)]
    [InlineData("", false)]
    [InlineData("$share/team/a/#", true)]
    [InlineData("$share/team//", true)]
    [InlineData("$share/team", false)]
    [InlineData("$share//a", false)]
    [InlineData("$share/te+m/a", false)]
    [InlineData("$share/team/", false)]
    [InlineData("$share/team/a#", false)]
    [InlineData("$shared/team", true)]
    public void A_topic_filter_is_checked(string filter, bool valid)
    {
        Assert.Equal(valid, TopicFilter.TryParse(filter, MqttVersion.V5, out _));
        Assert.Equal(valid, TopicFilter.ProblemOf(filter, MqttVersion.V5) is null);
    }

    [Fact]
    public void Version_3_knows_no_shared_subscriptions()
    {
        Assert.True(TopicFilter.TryParse("$share/team", MqttVersion.V311, out var filter));
        Assert.Null(filter.ShareName);
        Assert.True(filter.Matches("$share/team"));
    }

    [Fact]
    public void A_topic_has_at_most_65535_bytes()
    {
        Assert.True(TopicName.IsValid(new string('a', 65_535)));
        Assert.False(TopicName.IsValid(new string('é', 32_768)));
    }
}
