using CertHarness.Model.Catalogues;

namespace CertHarness.Model.Tests.Configuration;

public sealed class CatalogueReaderTests
{
    [Fact]
    public void A_right_catalogue_is_read_with_every_field()
    {
        var (catalogue, errors) = Reading.Catalogue(Samples.Catalogue);

        Assert.Empty(errors);
        Assert.NotNull(catalogue);
        Assert.Equal(("MQTT5", "MQTT Version 5.0", "OASIS"), (catalogue.Standard, catalogue.Name, catalogue.Publisher));
        Assert.Equal(
            new Requirement
            {
                Id = "MQTT5-3.3.1-5",
                Standard = "MQTT5",
                Clause = "3.3.1",
                Link = new Uri("https://example.org/mqtt5.html#_Toc1"),
                Obligation = Obligation.Must,
                Role = Role.Server,
                Criterion = Criterion.DataIntegrity,
                Phase = ResiliencePhase.Recover,
                Capability = "retained-messages",
                Title = new LocalizedText("A retained message is kept", "Eine zurückbehaltene Nachricht bleibt"),
            },
            catalogue.Requirements[0]);
        Assert.Equal("https://example.org/mqtt5.html#_Toc1", catalogue.Requirements[0].Link.AbsoluteUri);
        Assert.Equal("https://example.org/mqtt5.html", catalogue.Requirements[1].Link.AbsoluteUri);
        Assert.Null(catalogue.Requirements[1].Phase);
        Assert.Equal("It is about the inside.", catalogue.Requirements[1].Untestable);
        Assert.Equal(new LocalizedText("Read so", "So gelesen"), catalogue.Requirements[1].Reading);
    }

    [Fact]
    public void All_errors_are_told_at_once_in_the_order_of_the_lines()
    {
        var text = Samples.Catalogue
            .With("publisher: OASIS", "publsher: OASIS")
            .With("https://example.org/mqtt5.html", "mqtt5.html")
            .With("obligation: must", "obligation: musst")
            .With("role: both", "roles: [both]")
            .With("    criterion: interoperability\n", "")
            .With("      de: Noch eine\n", "");

        var (catalogue, errors) = Reading.Catalogue(text);

        Assert.Null(catalogue);
        Assert.Equal(
            [
                "c.yaml:3:1: found the unknown key 'publsher', expected one of standard, name, publisher, "
                    + "link, requirements; did you mean 'publisher'?",
                "c.yaml:4:7: found 'mqtt5.html', expected a web address such as https://example.org/standard",
                "c.yaml:9:17: found 'musst', expected one of must, should, may; did you mean 'must'?",
                "c.yaml:15:5: found no 'criterion' in a requirement, expected 'criterion': one of conformity, interoperability, "
                    + "performance, stability, security, resilience, data-integrity, sustainability",
                "c.yaml:18:5: found the unknown key 'roles', expected one of id, clause, anchor, obligation, role, criterion, "
                    + "phase, capability, title, reading, untestable; did you mean 'role'?",
                "c.yaml:20:7: found no 'de' in title, expected 'de': a text",
            ],
            errors);
    }

    [Fact]
    public void An_id_twice_names_the_line_of_the_first()
    {
        var (_, errors) = Reading.Catalogue(Samples.Catalogue.With("MQTT5-3.3.1-6", "MQTT5-3.3.1-5"));

        Assert.Equal(["c.yaml:15:9: found 'MQTT5-3.3.1-5' again, expected each id once; the first is in line 6"], errors);
    }

    [Fact]
    public void An_id_of_another_standard_is_an_error()
    {
        var (_, errors) = Reading.Catalogue(Samples.Catalogue.With("MQTT5-3.3.1-6", "MQTT3-3.3.1-6"));

        Assert.Equal(["c.yaml:15:9: found 'MQTT3-3.3.1-6', expected an id of this standard, beginning with 'MQTT5-'"], errors);
    }

    [Fact]
    public void A_number_as_a_clause_stays_as_it_is_written()
    {
        var (catalogue, _) = Reading.Catalogue(Samples.Catalogue.With("    clause: \"3.3.1\"\n    anchor", "    clause: 3.10\n    anchor"));

        Assert.Equal("3.10", catalogue?.Requirements[0].Clause);
    }
}
