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
        Assert.Equal(new Dictionary<string, double> { ["fleet-devices"] = 500, ["share"] = 0.5 }, profile.Parameters);
        Assert.Equivalent(
            new MeasurementLimit[]
            {
                new("MQTT5-3.3.1-5", "delay-p95", "ms", Bound.AtMost, new Dictionary<Level, double> { [Level.Basic] = 1000, [Level.High] = 200.5 }),
                new(
                    "MQTT5-3.3.1-5", "capacity", "messages/s", Bound.AtLeast,
                    new Dictionary<Level, double> { [Level.Basic] = 500, [Level.Substantial] = 2000, [Level.High] = 5000 }),
            },
            profile.Limits,
            strict: true);
    }

    [Fact]
    public void Parameters_and_limits_may_be_left_out()
    {
        var (profile, errors) = Reading.Profile(Samples.Profile[..Samples.Profile.IndexOf("parameters:", StringComparison.Ordinal)]);

        Assert.Empty(errors);
        Assert.Empty(profile!.Parameters);
        Assert.Empty(profile.Limits);
    }

    [Fact]
    public void Numbers_for_trials_take_the_place_of_the_others_and_have_no_limits()
    {
        var (profile, errors) = Reading.Profile(Samples.Profile.With("limits:", "trial-parameters: {fleet-devices: 5}\nlimits:"));

        Assert.Empty(errors);
        Assert.Equal(5, profile!.ForTrials().Parameters["fleet-devices"]);
        Assert.Equal(0.5, profile.ForTrials().Parameters["share"]);
        Assert.Empty(profile.ForTrials().Limits);
        Assert.Equal(500, profile.Parameters["fleet-devices"]);
        Assert.NotEmpty(profile.Limits);
    }

    [Fact]
    public void A_number_for_trials_that_is_no_parameter_is_told()
    {
        var (profile, errors) = Reading.Profile(Samples.Profile.With("limits:", "trial-parameters: {fleet-device: 5}\nlimits:"));

        Assert.Null(profile);
        Assert.Contains("found 'fleet-device', which is no parameter of the profile, expected one of parameters; did you mean 'fleet-devices'?", Assert.Single(errors));
    }

    [Fact]
    public void Everything_wrong_with_parameters_and_limits_is_told_at_once()
    {
        var text = Samples.Profile
            .With("fleet-devices: 500", "fleet-devices: 0x1F")
            .With("share: 0.5", "share: .inf")
            .With("- requirement: MQTT5-3.3.1-5\n    measurement: delay-p95", "- requirement: MQTT5-3.3.1-8\n    measurement: delay-p95")
            .With("basic: 1000, high: 200.5", "basic: 1000, hihg: 200.5")
            .With("at-least: {basic: 500", "at-leats: {basic: 500");

        var (profile, errors) = Reading.Profile(text);

        Assert.Null(profile);
        Assert.Equal(
            [
                "p.yaml:17:18: found the number 0x1F, expected a number such as 500 or 2.5",
                "p.yaml:18:10: found the number .inf, expected a number such as 500 or 2.5",
                "p.yaml:20:18: found MQTT5-3.3.1-8, which the profile does not ask for, expected a requirement of this profile; did you mean 'MQTT5-3.3.1-5'?",
                "p.yaml:23:28: found the unknown key 'hihg', expected one of basic, substantial, high; did you mean 'high'?",
                "p.yaml:27:5: found the unknown key 'at-leats', expected one of requirement, measurement, unit, at-most, at-least; did you mean 'at-least'?",
            ],
            errors);
    }

    [Theory]
    [InlineData("at-most: {basic: 1000, high: 200.5}", "at-most: {high: 1000.5, basic: 1000}",
        "p.yaml:23:21: found the number 1000.5 for high, expected at-most 1000, as basic has it: a higher level asks no less")]
    [InlineData("substantial: 2000", "substantial: 499",
        "p.yaml:27:41: found the number 499 for substantial, expected at-least 500, as basic has it: a higher level asks no less")]
    [InlineData("measurement: capacity\n    unit: messages/s\n    at-least", "measurement: delay-p95\n    unit: ms\n    at-most",
        "p.yaml:24:5: found a second limit on delay-p95 of MQTT5-3.3.1-5, expected one; the first is in line 20")]
    [InlineData("    at-most: {basic: 1000, high: 200.5}\n", "", "p.yaml:20:5: found a limit without a bound, expected exactly one of at-most, at-least")]
    [InlineData("    at-most: {basic: 1000, high: 200.5}\n", "    at-most: {basic: 2}\n    at-least: {basic: 1}\n",
        "p.yaml:24:15: found 'at-least' beside 'at-most', expected exactly one of at-most, at-least")]
    public void A_limit_that_contradicts_itself_is_told(string old, string replacement, string error)
    {
        var (_, errors) = Reading.Profile(Samples.Profile.With(old, replacement));

        Assert.Contains(error, errors);
    }

    [Fact]
    public void Levels_may_ask_the_same_and_a_band_has_two_limits()
    {
        var (_, errors) = Reading.Profile(Samples.Profile
            .With("basic: 1000, high: 200.5", "basic: 1000, high: 1000")
            .With("measurement: capacity", "measurement: delay-p95"));

        Assert.Empty(errors);
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
