namespace CertHarness.Gherkin.Tests;

public sealed class FeatureSuiteTests
{
    [Fact]
    public void An_outline_gives_a_scenario_for_each_row_with_tags_and_key()
    {
        var suite = FeatureSuite.Parse([new FeatureSource("mqtt/retained.feature", """
            @mqtt
            Feature: Retained
              A dashboard must know
              each lamp.

              Rule: It is kept
                @must
                Scenario Outline: At <version>
                  Given MQTT <version>
                  And more
                  When it acts
                  But not twice
                  * loosely
                  @old
                  Examples:
                    | version |
                    | 3.1.1   |
                  @new @mqtt
                  Examples:
                    | version |
                    | 5.0     |
            """)]);
        Assert.Empty(suite.Errors);
        Assert.Equal(["mqtt/retained-17", "mqtt/retained-21"], suite.Scenarios.Select(s => s.Key));
        Assert.Equal(["At 3.1.1", "At 5.0"], suite.Scenarios.Select(s => s.Name));
        var scenario = suite.Scenarios[1];
        Assert.Equal(["@mqtt", "@must", "@new"], scenario.Tags);
        Assert.Equal(("Retained", "It is kept", 21), (scenario.Feature, scenario.Rule, scenario.Line));
        Assert.Equal("A dashboard must know\neach lamp.", scenario.FeatureDescription);
        Assert.Equal(["Given", "And", "When", "But", "*"], scenario.Steps.Select(s => s.Keyword));
        Assert.Equal(
            [KeywordType.Context, KeywordType.Context, KeywordType.Action, KeywordType.Action, KeywordType.Unknown],
            scenario.Steps.Select(s => s.KeywordType));
        Assert.Equal([9, 10, 11, 12, 13], scenario.Steps.Select(s => s.Line));
        Assert.Equal("MQTT 5.0", scenario.Steps[0].Text);
    }

    [Fact]
    public void Errors_of_one_file_do_not_stop_the_others()
    {
        var suite = FeatureSuite.Parse(
        [
            new FeatureSource("bad.feature", "Feature: F\n  Scenario: S\n    Given fine\n    Giben a typo\n    Wenn no\n"),
            new FeatureSource("good.feature", "Feature: G\n  Scenario: S\n    Given fine\n"),
            new FeatureSource("lang.feature", "# language: xx\nFeature: H\n"),
            new FeatureSource("good.feature", "Feature: G\n"),
        ]);
        Assert.Equal(["G"], suite.Features.Select(f => f.Name));
        Assert.Equal(
            [("bad.feature", 4), ("bad.feature", 5), ("lang.feature", 1), ("good.feature", 0)], suite.Errors.Select(e => (e.Uri, e.Line)));
        Assert.Contains("got 'Giben a typo'", suite.Errors[0].Message, StringComparison.Ordinal);
        Assert.StartsWith("expected:", suite.Errors[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_files_have_the_same_ids()
    {
        FeatureSource[] sources = [new("a.feature", "Feature: A\n  Scenario: S\n    Given x\n"), new("b.feature", "Feature: B\n  Scenario: S\n    Given x\n")];
        Assert.Equal(FeatureSuite.Parse(sources).Scenarios.Select(s => s.Pickle.Id), FeatureSuite.Parse(sources).Scenarios.Select(s => s.Pickle.Id));
    }

    [Fact]
    public void Select_filters_by_tag_expression_and_keeps_the_order()
    {
        var suite = FeatureSuite.Parse([new FeatureSource("a.feature", "Feature: A\n  @a @b\n  Scenario: 1\n    Given x\n  @a\n  Scenario: 2\n    Given x\n  @c\n  Scenario: 3\n    Given x\n")]);
        Assert.Equal(["2", "3"], suite.Select("@a and not @b or @c").Select(s => s.Name));
        Assert.Equal(3, suite.Select("").Count);
    }

    [Fact]
    public void An_empty_file_is_a_feature_without_scenarios()
    {
        var suite = FeatureSuite.Parse([new FeatureSource("a.feature", "")]);
        Assert.Empty(suite.Errors);
        Assert.Empty(suite.Scenarios);
    }
}
