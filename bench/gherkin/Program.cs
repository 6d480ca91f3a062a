// How fast the Gherkin runtime is, and how fast cucumber-js is on the same features: see bench/README.md.
using System.Globalization;
using CertHarness.GherkinBench;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return args switch
{
    ["run", var features, var messages, var cost] => await Child.RunAsync(features, messages, cost),
    [] => Comparison.Run(rounds: 3),
    [var rounds] when int.TryParse(rounds, out var count) && count > 0 => Comparison.Run(count),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("gherkin-bench [ROUNDS]");
    return 2;
}
