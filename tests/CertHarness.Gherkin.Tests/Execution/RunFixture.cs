using CertHarness.Gherkin.Execution;
using Microsoft.Extensions.DependencyInjection;

namespace CertHarness.Gherkin.Tests.Execution;

/// <summary>Keeps the messages of a run, as text and as they are.</summary>
internal sealed class MemorySink : IRunMessageSink
{
    private int _writers;

    public List<Wire.Envelope> Envelopes { get; } = [];

    public List<RunMessage> Messages { get; } = [];

    public Action<Wire.Envelope>? OnWrite { get; set; }

    public void Write(Wire.Envelope e) => throw new InvalidOperationException("A sink that takes the short form gets nothing else.");

    public void Write(in RunMessage message)
    {
        Assert.Equal(1, Interlocked.Increment(ref _writers));
        var e = message.ToEnvelope();
        lock (Envelopes)
        {
            Envelopes.Add(e);
            Messages.Add(message);
        }

        OnWrite?.Invoke(e);
        Interlocked.Decrement(ref _writers);
    }

    public IEnumerable<T> Of<T>(Func<Wire.Envelope, T?> part)
        where T : class
    {
        lock (Envelopes)
            return Envelopes.Select(part).OfType<T>().ToList();
    }
}

/// <summary>A feature, binding classes and services, ready to run.</summary>
internal sealed class RunFixture
{
    private readonly Type[] _bindings;
    private readonly ServiceCollection _services = new();

    public RunFixture(string feature, params Type[] bindings)
    {
        Suite = FeatureSuite.Parse([new FeatureSource("test.feature", feature)]);
        _bindings = bindings;
        Library = StepLibrary.Of(_bindings);
        _services.AddGherkin();
        _services.AddSingleton(Trace);
    }

    public FeatureSuite Suite { get; }

    public StepLibrary Library { get; }

    public MemorySink Sink { get; } = new();

    /// <summary>What steps and hooks wrote, in order.</summary>
    public Trace Trace { get; } = new();

    public RunSettings Settings { get; set; } = new();

    public SuiteRunner? Runner { get; private set; }

    public RunFixture With(Action<IServiceCollection> add)
    {
        add(_services);
        return this;
    }

    public async Task<RunSummary> RunAsync(CancellationToken token = default)
    {
        await using var root = _services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
        Runner = new SuiteRunner(Library, root, Sink, Settings);
        return await Runner.RunAsync(Suite, Suite.Scenarios, token);
    }

    /// <summary>The statuses of all steps and hooks that were finished, in order.</summary>
    public IReadOnlyList<string> Statuses => [.. Sink.Of(e => e.TestStepFinished).Select(f => f.TestStepResult.Status.ToString())];

    /// <summary>The exceptions of all steps and hooks, in order.</summary>
    public IReadOnlyList<Wire.Exception> Exceptions => [.. Sink.Of(e => e.TestStepFinished?.TestStepResult.Exception)];
}

/// <summary>Lines that steps write.</summary>
public sealed class Trace
{
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
                return [.. _lines];
        }
    }

    public void Add(string line)
    {
        lock (_lines)
            _lines.Add(line);
    }
}
