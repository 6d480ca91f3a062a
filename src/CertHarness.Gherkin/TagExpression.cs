using System.Text;

namespace CertHarness.Gherkin;

/// <summary>
/// A Cucumber tag expression: tags joined with <c>and</c>, <c>or</c>, <c>not</c> and parentheses. A backslash keeps a
/// parenthesis, a space or a backslash as part of a tag. A tag written without its <c>@</c> means the same.
/// </summary>
public sealed class TagExpression
{
    private readonly Node? _root;

    private TagExpression(Node? root) => _root = root;

    private abstract record Node
    {
        public abstract bool Holds(IReadOnlyCollection<string> tags);
    }

    private sealed record Literal(string Tag) : Node
    {
        public override bool Holds(IReadOnlyCollection<string> tags) =>
            tags.Contains(Tag) || (!Tag.StartsWith('@') && tags.Contains('@' + Tag));

        public override string ToString() =>
            Tag.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("(", "\\(", StringComparison.Ordinal)
                .Replace(")", "\\)", StringComparison.Ordinal).Replace(" ", "\\ ", StringComparison.Ordinal);
    }

    private sealed record And(Node Left, Node Right) : Node
    {
        public override bool Holds(IReadOnlyCollection<string> tags) => Left.Holds(tags) && Right.Holds(tags);

        public override string ToString() => $"( {Left} and {Right} )";
    }

    private sealed record Or(Node Left, Node Right) : Node
    {
        public override bool Holds(IReadOnlyCollection<string> tags) => Left.Holds(tags) || Right.Holds(tags);

        public override string ToString() => $"( {Left} or {Right} )";
    }

    private sealed record Not(Node Operand) : Node
    {
        public override bool Holds(IReadOnlyCollection<string> tags) => !Operand.Holds(tags);

        public override string ToString() => Operand is And or Or ? $"not {Operand}" : $"not ( {Operand} )";
    }

    /// <summary>Reads an expression.</summary>
    /// <param name="expression">The text; empty matches everything.</param>
    /// <exception cref="TagExpressionException">The text is no tag expression; the message tells where.</exception>
    public static TagExpression Parse(string expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        var tokens = Tokenize(expression);
        if (tokens.Count == 0)
            return new TagExpression(null);
        var at = 0;
        var root = ParseOr();
        if (at < tokens.Count)
            throw new TagExpressionException(expression, tokens[at].Is(")") ? "Unmatched )." : "Expected operator.");
        return new TagExpression(root);

        Node ParseOr()
        {
            var left = ParseAnd();
            while (Take("or"))
                left = new Or(left, ParseAnd());
            return left;
        }

        Node ParseAnd()
        {
            var left = ParseNot();
            while (Take("and"))
                left = new And(left, ParseNot());
            return left;
        }

        Node ParseNot() => Take("not") ? new Not(ParseNot()) : ParseOperand();

        Node ParseOperand()
        {
            if (Take("("))
            {
                var inner = ParseOr();
                if (Take(")"))
                    return inner;
                throw new TagExpressionException(expression, at < tokens.Count ? "Expected operator." : "Unmatched (.");
            }

            if (at >= tokens.Count || tokens[at].Is(")") || tokens[at].Is("and") || tokens[at].Is("or"))
                throw new TagExpressionException(expression, "Expected operand.");
            return new Literal(tokens[at++].Text);
        }

        bool Take(string symbol)
        {
            if (at >= tokens.Count || !tokens[at].Is(symbol))
                return false;
            at++;
            return true;
        }
    }

    /// <summary>Whether a set of tags meets the expression.</summary>
    /// <param name="tags">The tags, each with its <c>@</c>.</param>
    public bool Matches(IReadOnlyCollection<string> tags) => _root is null || _root.Holds(tags);

    /// <summary>The expression with all parentheses written out.</summary>
    public override string ToString() => _root?.ToString() ?? "";

    private static List<Token> Tokenize(string expression)
    {
        var tokens = new List<Token>();
        var word = new StringBuilder();
        var escaped = false;
        for (var i = 0; i < expression.Length; i++)
        {
            var c = expression[i];
            if (c == '\\')
            {
                if (++i >= expression.Length)
                    throw new TagExpressionException(expression, "Illegal escape at the end.");
                c = expression[i];
                if (c is not ('(' or ')' or '\\') && !char.IsWhiteSpace(c))
                    throw new TagExpressionException(expression, $"Illegal escape before \"{c}\".");
                word.Append(c);
                escaped = true;
            }
            else if (c is '(' or ')' || char.IsWhiteSpace(c))
            {
                Flush();
                if (c is '(' or ')')
                    tokens.Add(new Token(c.ToString(), Literal: false));
            }
            else
            {
                word.Append(c);
            }
        }

        Flush();
        return tokens;

        void Flush()
        {
            if (word.Length > 0)
                tokens.Add(new Token(word.ToString(), escaped));
            word.Clear();
            escaped = false;
        }
    }

    private readonly record struct Token(string Text, bool Literal)
    {
        public bool Is(string symbol) => !Literal && Text == symbol;
    }
}
