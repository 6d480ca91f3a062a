using CertHarness.Model.Catalogues;
using CertHarness.Model.Profiles;

namespace CertHarness.Model.Tests.Configuration;

public sealed class ProfileReaderTests
{
    [Fact]
    public void A_right_profile_is_read_with_every_field()
    {
        var (profile, errors) = Reading.Profile(Samples.Profile);

        Assert.Empty(errors);
        Assert.NotNull(profile);
        Assert.Equal(("mqtt-broker", "1.0", "mqtt"), (profile.Id, profile.Version, profile.Scheme));
        Assert.Equal(new LocalizedText("MQTT broker", "MQTT-Broker"), profile.Title);
        Assert.Equal((Role.Server, Level.High), (profile.Role, profile.Target));
        Assert.Equal(["mqtt"], profile.Features);
        Assert.Equal(
            [
                new ProfileRequirement("MQTT5-3.3.1-5", Level.Basic, "mqtt-5.0"),
                new ProfileRequirement("MQTT5-3.3.1-7", Level.Basic, "mqtt-5.0"),
                new ProfileRequirement("MQTT3-3.3.1-5", Level.High, null),
            ],
            profile.Requirements);
    }

    [Fact]
    public void An_id_twice_in_any_groups_is_an_error()
    {
        var (profile, errors) = Reading.Profile(Samples.Profile.With("standard: MQTT3", "standard: MQTT5"));

        Assert.Null(profile);
        Assert.Equal(["p.yaml:15:11: found MQTT5-3.3.1-5 again, expected each requirement once; the first is in line 12"], errors);
    }

    [Fact]
    public void A_level_that_does_not_exist_is_told_with_those_that_do()
    {
        var (_, errors) = Reading.Profile(Samples.Profile.With("level: basic", "level: foo"));

        Assert.Equal(["p.yaml:11:12: found 'foo', expected one of basic, substantial, high"], errors);
    }

    [Fact]
    public void Two_profiles_in_one_bag_stay_apart()
    {
        var bag = new CertHarness.Model.Configuration.DiagnosticBag();

        Assert.Null(CertHarness.Model.Configuration.ProfileReader.Read("bad.yaml", "id: 1", bag));
        Assert.NotNull(CertHarness.Model.Configuration.ProfileReader.Read("good.yaml", Samples.Profile, bag));
        Assert.True(bag.HasErrors);
    }
}
