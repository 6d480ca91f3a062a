namespace CertHarness.Gherkin.Expressions;

/// <summary>A node of an expression's syntax tree: either a text or children.</summary>
internal sealed record Node(NodeType Type, int Start, int End, IReadOnlyList<Node> Nodes, string? Text = null)
{
    /// <summary>The texts of the node and all below it.</summary>
    public string AllText => Text ?? string.Concat(Nodes.Select(n => n.AllText));
}

internal enum NodeType
{
    Expression,
    Text,
    Optional,
    Alternation,
    Alternative,
    Parameter,
}
