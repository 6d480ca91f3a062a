using CertHarness.Cli.Output;
using CertHarness.Model.Campaigns;
using Spectre.Console.Testing;

namespace CertHarness.Cli.Tests;

public sealed class TerminalOperatorTests
{
    [Theory]
    [InlineData("y", true)]
    [InlineData("n", false)]
    public async Task Whoever_sits_there_is_asked_and_answers(string answer, bool done)
    {
        using var console = new TestConsole().Interactive();
        console.Input.PushTextWithEnter(answer);

        var said = await new TerminalOperator(console).AskAsync(
            SutOperation.PowerCycle, new Uri("mqtt://192.0.2.1:1883"), TestContext.Current.CancellationToken);

        Assert.Equal(done, said);
        Assert.Contains("Please cut and restore the power of the SUT at mqtt://192.0.2.1:1883", console.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_sits_at_a_pipe() => Assert.Null(TerminalOperator.AtHand);
}
