using System.Text.RegularExpressions;

namespace CertHarness.Gherkin.Expressions;

/// <summary>A regular expression that knows which of its capture groups lies in which.</summary>
internal sealed class GroupTree
{
    /// <summary>Compiling costs milliseconds, so only an expression that is asked often is compiled.</summary>
    private const int UsesBeforeCompiling = 300;

    /// <summary>What takes longer backtracks without end; a step's text is matched in microseconds.</summary>
    internal static readonly TimeSpan MatchLimit = TimeSpan.FromSeconds(2);

    private readonly GroupNode _root;
    private Regex _regex;
    private int _uses;

    /// <exception cref="ArgumentException">The pattern is no .NET regular expression.</exception>
    public GroupTree(string pattern)
    {
        _regex = new Regex(pattern, RegexOptions.CultureInvariant, MatchLimit);
        _root = Parse(pattern);
    }

    /// <summary>The outermost groups.</summary>
    public IReadOnlyList<GroupNode> Groups => _root.Children;

    /// <summary>The outermost groups of a match, or null.</summary>
    /// <exception cref="CucumberExpressionException">Nobody can wait for the end of the matching.</exception>
    public IReadOnlyList<MatchedGroup>? Match(string text)
    {
        if (Interlocked.Increment(ref _uses) == UsesBeforeCompiling)
            _regex = new Regex(_regex.ToString(), _regex.Options | RegexOptions.Compiled, MatchLimit);
        try
        {
            var match = _regex.Match(text);
            return match.Success ? BuildAll(match, _root) : null;
        }
        catch (RegexMatchTimeoutException)
        {
            throw CucumberExpressionException.TooSlow(_regex.ToString(), text, MatchLimit);
        }
    }

    private static MatchedGroup[] BuildAll(Match match, GroupNode node)
    {
        if (node.Children.Count == 0)
            return [];
        var groups = new MatchedGroup[node.Children.Count];
        for (var i = 0; i < groups.Length; i++)
            groups[i] = Build(match, node.Children[i]);
        return groups;
    }

    private static MatchedGroup Build(Match match, GroupNode node)
    {
        var group = match.Groups[node.Name];
        var children = BuildAll(match, node);
        return group.Success ? new MatchedGroup(group.Value, group.Index, children) : new MatchedGroup(null, null, children);
    }

    private static GroupNode Parse(string pattern)
    {
        // .NET numbers unnamed groups first, from left to right; named ones are found by their name.
        var root = new GroupNode("0", 0);
        var open = new Stack<GroupNode?>();
        var unnamed = 0;
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\':
                    i++;
                    break;
                case '[':
                    inClass = true;
                    break;
                case ']':
                    inClass = false;
                    break;
                case '(' when !inClass:
                    var parent = open.FirstOrDefault(g => g is not null) ?? root;
                    var name = NameOf(pattern, i);
                    var node = name is null ? null : new GroupNode(name.Length > 0 ? name : (++unnamed).ToString(), i + 1);
                    if (node is not null)
                        parent.Children.Add(node);
                    open.Push(node);
                    break;
                case ')' when !inClass && open.Count > 0:
                    if (open.Pop() is { } closed)
                        closed.Source = pattern[closed.Begin..i];
                    break;
            }
        }

        return root;
    }

    /// <summary>The name of the group that opens at a place: empty for an unnamed one, null for one that captures nothing.</summary>
    private static string? NameOf(string pattern, int open)
    {
        if (open + 1 >= pattern.Length || pattern[open + 1] != '?')
            return "";
        if (open + 3 >= pattern.Length || pattern[open + 2] is not ('<' or '\'') || pattern[open + 3] is '=' or '!')
            return null;
        var end = pattern.IndexOf(pattern[open + 2] == '<' ? '>' : '\'', open + 3);
        return end < 0 ? null : pattern[(open + 3)..end];
    }

    internal sealed class GroupNode(string name, int begin)
    {
        public string Name { get; } = name;

        public int Begin { get; } = begin;

        public string Source { get; set; } = "";

        public List<GroupNode> Children { get; } = [];
    }
}
