using CertHarness.Gherkin.Binding;

namespace CertHarness.GherkinBench;

/// <summary>Five trivial steps; <c>js/steps.cjs</c> has the same.</summary>
[Binding]
public sealed class LampSteps
{
    private int _stock;
    private string _name = "";

    [Given("a stock of {int} lamps")]
    public void Stock(int lamps) => _stock = lamps;

    [Given("a lamp named {string}")]
    public void Named(string name) => _name = name;

    [When("{int} lamps are sold")]
    public void Sell(int lamps) => _stock -= lamps;

    [Then("{int} lamps are left")]
    public void Left(int lamps) => Expect(lamps == _stock);

    [Then("the lamp is named {string}")]
    public void IsNamed(string name) => Expect(name == _name);

    private static void Expect(bool met)
    {
        if (!met)
            throw new InvalidOperationException("The expectation was not met.");
    }
}
