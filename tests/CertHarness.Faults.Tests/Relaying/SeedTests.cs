using CertHarness.Drivers.Mutations;
using CertHarness.Faults.Corruption;
using CertHarness.Faults.Relaying;
using CsCheck;

namespace CertHarness.Faults.Tests.Relaying;

public sealed class SeedTests
{
    [Fact]
    public void The_same_numbers_give_the_same_randomness_and_others_another() => Gen.Int.Array[4].Sample(numbers =>
    {
        Assert.Equal(Drawn(numbers), Drawn(numbers));
        for (var at = 0; at < numbers.Length; at++)
        {
            int[] other = [.. numbers];
            other[at]++;
            Assert.NotEqual(Drawn(numbers), Drawn(other));
        }
    });

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0.3, 260, 340)]
    [InlineData(1, 1000, 1000)]
    public void A_fault_is_on_as_many_connections_as_its_probability_says(double probability, int least, int most)
    {
        var injection = new Injection(new CorruptionFault { Rate = 1 }.Begin, Direction.ToSut, probability, seed: 1, number: 0);

        Assert.InRange(Enumerable.Range(0, 1000).Count(c => injection.Begin(c, Side.Sut, TimeSpan.Zero) is not null), least, most);
        Assert.All(Enumerable.Range(0, 1000), c => Assert.Null(injection.Begin(c, Side.Harness, TimeSpan.Zero)));
    }

    private static (int, int) Drawn(int[] numbers)
    {
        var random = Seed.Random(numbers);
        return (random.Next(), random.Next());
    }
}
