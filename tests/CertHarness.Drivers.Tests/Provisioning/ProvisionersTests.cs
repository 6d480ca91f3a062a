using CertHarness.Drivers.Provisioning;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Tests.Provisioning;

public sealed class ProvisionersTests
{
    private static readonly IReadOnlyList<IEmbeddedSut> Embedded = [new DiscoveryTests.Lamp(), new DiscoveryTests.Meter()];

    [Fact]
    public async Task An_external_SUT_is_where_the_campaign_says()
    {
        var endpoint = new Uri("mqtt://broker.city.example:1883");

        await using var sut = await For(new ExternalProvision(endpoint)).StartAsync(CancellationToken.None);

        Assert.Equal(endpoint, sut.Endpoint);
        Assert.Null(sut.ProcessId);
        Assert.Null(sut.Control);
    }

    [Fact]
    public async Task An_embedded_SUT_that_does_not_start_says_why()
    {
        var thrown = await Assert.ThrowsAsync<SutUnavailableException>(
            () => For(new EmbeddedProvision("lamp")).StartAsync(CancellationToken.None));

        Assert.Equal("embedded:lamp did not start: no lamp", thrown.Message);
    }

    [Fact]
    public void An_embedded_SUT_that_does_not_exist_is_answered_with_those_that_do()
    {
        var thrown = Assert.Throws<ArgumentException>(() => For(new EmbeddedProvision("tram")));

        Assert.StartsWith("There is no embedded SUT 'tram'; there are: lamp, meter.", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("/etc/outside")]
    [InlineData("sut.log")]
    [InlineData("")]
    public void A_file_outside_the_scratch_folder_is_refused(string name)
    {
        var provision = new ProcessProvision(["true"], new Dictionary<string, string> { [name] = "" }, "mqtt://127.0.0.1:{port}");

        Assert.Throws<ArgumentException>(() => For(provision));
    }

    [Fact]
    public void An_empty_command_is_refused() =>
        Assert.Throws<ArgumentException>(
            () => For(new ProcessProvision([], new Dictionary<string, string>(), "mqtt://127.0.0.1:{port}")));

    private static IProvisioner For(Provision provision) =>
        Provisioners.For(provision, Embedded, Path.Combine(Path.GetTempPath(), "unused"), TimeSpan.FromSeconds(1), TimeProvider.System);
}
