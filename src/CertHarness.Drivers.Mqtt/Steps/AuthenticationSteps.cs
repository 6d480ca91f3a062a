using CertHarness.Drivers.Mqtt.Authentication;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Steps;

/// <summary>Clients say, or prove, who they are.</summary>
[Binding]
public sealed class AuthenticationSteps(Clients clients, ScenarioContext scenario)
{
    private readonly Dictionary<string, EnhancedAuthentication> _exchanges = [];

    /// <summary>A client logs in with the right user name and another password.</summary>
    [Given("a/an/the {word} that has a wrong password")]
    public void HasWrongPassword(string role) =>
        clients.Of(role).Login = new Login(clients.Ixit.Username ?? "certharness", WrongPasswords.For(clients.Ixit.Password));

    /// <summary>A client logs in with a user name that nobody has.</summary>
    [Given("a/an/the {word} that nobody knows")]
    public void Unknown(string role)
    {
        var client = clients.Of(role);
        client.Login = new Login($"nobody-{client.ClientId}", clients.Ixit.Password ?? "certharness");
    }

    /// <summary>A client logs in as the second user of the IXIT, who may use forbidden topics.</summary>
    [Given("a/an/the {word} with the right to forbidden topics")]
    public void MayAll(string role)
    {
        var rules = clients.Ixit.Authorization
            ?? throw new SutUnavailableException("the IXIT names no second user (authorization)");
        clients.Of(role).Login = new Login(rules.Username, rules.Password);
    }

    /// <summary>The IXIT names topics that its user may not use; otherwise the scenario does not apply.</summary>
    [Given("topics that devices may not use")]
    public void HasForbiddenTopics()
    {
        if (clients.Ixit.Authorization is null)
        {
            throw new ScenarioSkippedException("The IXIT names no topics that its user may not use.");
        }
    }

    /// <summary>The broker turns a client away; one that lets it in makes another lawful choice.</summary>
    [When("the broker does not let the {word} in")]
    public async Task DoesNotLetIn(string role)
    {
        var session = clients.Of(role).Session;
        var first = await clients.Waiting.PollAsync(session.Events, () => session.Events.First, clients.Waiting.Timeout, scenario.CancellationToken);
        if (first is PacketArrived { Packet: ConnAckPacket { ReasonCode: ReasonCode.Success } })
        {
            throw new ScenarioSkippedException("The broker accepts the CONNECT, as it may.");
        }
    }

    /// <summary>A client introduces itself and names the method of the IXIT.</summary>
    [StepDefinition("a/an/the {word} begins an enhanced authentication")]
    public Task Begins(string role) => Exchange(role).ConnectAsync(Settings, scenario.CancellationToken);

    /// <summary>A client introduces itself, takes packets up to a size only, and names the method of the IXIT.</summary>
    [StepDefinition("a/an/the {word} that takes at most {int} bytes begins an enhanced authentication")]
    public Task Begins(string role, int most) => Exchange(role).ConnectAsync(
        Settings with { Properties = new Properties { MaximumPacketSize = (uint)most } }, scenario.CancellationToken);

    /// <summary>A client has authenticated itself and is accepted.</summary>
    [Given("a/an/the {word} connected with an enhanced authentication")]
    public async Task Authenticated(string role)
    {
        await Begins(role);
        await Answers(role);
        if (clients.Of(role).Session.Accepted is null)
        {
            throw new ExpectationNotMetException("CONNACK with code 0x00", "another answer to the right proof", clients.Of(role).Session.LastFrame);
        }
    }

    /// <summary>A client proves that it knows the password.</summary>
    [StepDefinition("the {word} answers the challenge rightly")]
    public Task Answers(string role) => Known(role).AnswerAsync(scenario.CancellationToken);

    /// <summary>A client fails to prove that it knows the password.</summary>
    [StepDefinition("the {word} answers the challenge wrongly")]
    public Task AnswersWrongly(string role) => Known(role).AnswerWronglyAsync(scenario.CancellationToken);

    /// <summary>A client that was accepted authenticates itself again.</summary>
    [When("the {word} begins to authenticate itself again")]
    public Task BeginsAgain(string role)
    {
        _exchanges.Remove(role);
        return Exchange(role).BeginAgainAsync(scenario.CancellationToken);
    }

    /// <summary>The broker asks with AUTH and reason code 0x18.</summary>
    [Then("the broker asks the {word} for more with AUTH and the reason code {word}")]
    public async Task AsksForMore(string role, string code)
    {
        var session = clients.Of(role).Session;
        var expected = (ReasonCode)Convert.ToByte(code, 16);
        var first = await clients.Waiting.PollAsync(session.Events, () => session.Events.First, clients.Waiting.Timeout, scenario.CancellationToken)
            ?? throw new SutUnavailableException($"{session.Name}: a CONNECT was not answered within {Waiting.Seconds(clients.Waiting.Timeout)}");
        if (first is not PacketArrived { Packet: AuthPacket asked } || asked.ReasonCode != expected)
        {
            throw new ExpectationNotMetException($"AUTH with {code}", first.Describe(), first.Where);
        }
    }

    /// <summary>The last answer to an AUTH was one that says that it is over and well.</summary>
    [Then("the broker tells the {word} that it is authenticated again")]
    public void AuthenticatedAgain(string role)
    {
        var last = clients.Of(role).Session.Events.All.Last(e => e is not ConnectionClosed);
        if (last is not PacketArrived { Packet: AuthPacket { ReasonCode: ReasonCode.Success } })
        {
            throw new ExpectationNotMetException("AUTH with 0x00", last.Describe(), last.Where);
        }
    }

    /// <summary>Every AUTH so far has one of the codes that a server may send.</summary>
    [Then("every AUTH to the {word} has one of the reason codes {string}")]
    public void Codes(string role, string codes)
    {
        var allowed = codes.Split(", ").Select(c => (ReasonCode)Convert.ToByte(c, 16)).ToHashSet();
        ExpectOfAuth(role, $"one of {codes}", arrived => arrived.Packet is not AuthPacket auth || allowed.Contains(auth.ReasonCode));
        if (clients.Of(role).Session.Events.All.FirstOrDefault(e => e is MalformedArrived) is { } malformed)
        {
            throw new ExpectationNotMetException($"AUTH with one of {codes}", malformed.Describe(), malformed.Where);
        }
    }

    /// <summary>Every AUTH and the CONNACK that accepts name the method of the CONNECT.</summary>
    [Then("every AUTH and the CONNACK to the {word} name the authentication method of its CONNECT")]
    public void Method(string role)
    {
        var method = EnhancedAuthentication.Method(clients.Ixit);
        ExpectOfAuth(role, $"Authentication Method {method}", arrived => arrived.Packet switch
        {
            AuthPacket auth => auth.Properties.AuthenticationMethod == method,
            ConnAckPacket { ReasonCode: ReasonCode.Success } accepted => accepted.Properties.AuthenticationMethod == method,
            _ => true,
        });
    }

    /// <summary>Reason String and User Property are left out where an AUTH would become too large with them.</summary>
    [Then("no AUTH to the {word} has more than {int} bytes because of a {string} or a {string}")]
    public void NotTooLarge(string role, int most, string reason, string pair) => ExpectOfAuth(
        role,
        $"at most {most} bytes, or no {reason} and no {pair}",
        arrived => arrived.Packet is not AuthPacket auth || arrived.Length <= most
            || (auth.Properties.ReasonString is null && auth.Properties.UserProperties.Count == 0));

    private static ConnectSettings Settings => new() { Version = MqttVersion.V5 };

    private void ExpectOfAuth(string role, string expected, Func<PacketArrived, bool> holds)
    {
        var arrived = clients.Of(role).Session.Events.All.OfType<PacketArrived>().ToList();
        if (!arrived.Exists(p => p.Packet is AuthPacket))
        {
            throw new SutUnavailableException($"{role}: the broker has sent no AUTH, so nothing can be told of it");
        }

        if (arrived.Find(p => !holds(p)) is { } wrong)
        {
            throw new ExpectationNotMetException(expected, $"{wrong.Length} bytes: {wrong.Describe()}", wrong.Where);
        }
    }

    private EnhancedAuthentication Exchange(string role) =>
        _exchanges[role] = new EnhancedAuthentication(clients, clients.Of(role), clients.Ixit);

    private EnhancedAuthentication Known(string role) =>
        _exchanges.TryGetValue(role, out var exchange) ? exchange : throw new SutUnavailableException($"{role}: has not begun to authenticate itself");
}
