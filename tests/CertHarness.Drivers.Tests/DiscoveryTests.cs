using System.Reflection;
using CertHarness.Drivers.Provisioning;
using CertHarness.Model.Campaigns;
using Microsoft.Extensions.DependencyInjection;

namespace CertHarness.Drivers.Tests;

public sealed class DiscoveryTests
{
    private static readonly Assembly Here = typeof(DiscoveryTests).Assembly;

    [Fact]
    public void Public_classes_with_a_parameterless_constructor_are_found_in_order()
    {
        Assert.Equal(["lamp", "meter"], EmbeddedSuts.Discover([Here, Here]).Select(sut => sut.Name));
        Assert.Equal(["lamps"], ProtocolDrivers.Discover([Here]).Select(driver => driver.Scheme));
    }

    [Fact]
    public void An_assembly_without_any_gives_none() => Assert.Empty(EmbeddedSuts.Discover([typeof(object).Assembly]));

    [Fact]
    public void Two_of_the_same_name_are_an_error_that_names_both()
    {
        var thrown = Assert.Throws<InvalidOperationException>(() => Implementations.Of<IEmbeddedSut>([Here], _ => "same"));

        Assert.Contains(typeof(Lamp).FullName!, thrown.Message, StringComparison.Ordinal);
        Assert.Contains(typeof(Meter).FullName!, thrown.Message, StringComparison.Ordinal);
    }

    public abstract class Fake : IEmbeddedSut
    {
        public abstract string Name { get; }

        public SutDescription Description => new(Name);

        public Task<IRunningSut> StartAsync(TimeProvider time, CancellationToken cancellationToken) =>
            throw new InvalidDataException("no lamp");
    }

    public sealed class Meter : Fake
    {
        public override string Name => "meter";
    }

    public sealed class Lamp : Fake
    {
        public override string Name => "lamp";
    }

    public sealed class NeedsMore(string name) : Fake
    {
        public override string Name => name;
    }

    internal sealed class NotPublic : Fake
    {
        public override string Name => "hidden";
    }

    public sealed class LampDriver : IProtocolDriver
    {
        public string Scheme => "lamps";

        public int DefaultPort => 1;

        public Assembly Steps => Here;

        public void Register(IServiceCollection services)
        {
        }

        public Task<ProbeResult> ProbeAsync(SutAccess sut, TimeProvider time, CancellationToken cancellationToken) =>
            Task.FromResult(ProbeResult.NotThere("a lamp does not talk"));
    }
}
