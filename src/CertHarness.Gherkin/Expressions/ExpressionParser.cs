namespace CertHarness.Gherkin.Expressions;

/// <summary>
/// Builds the syntax tree of a cucumber expression by recursive descent:
/// <code>
/// expression  = ( alternation | optional | parameter | text )*
/// alternation = alternative ( '/' alternative )+     between white space, parameters or the ends of the line
/// alternative = ( optional | parameter | text )*
/// optional    = '(' ( optional | parameter | text )* ')'
/// parameter   = '{' text* '}'
/// </code>
/// </summary>
internal sealed class ExpressionParser
{
    private readonly string _expression;
    private readonly List<Token> _tokens;
    private int _at = 1;

    private ExpressionParser(string expression)
    {
        _expression = expression;
        _tokens = ExpressionTokenizer.Tokenize(expression);
    }

    private Token Current => _tokens[_at];

    /// <exception cref="CucumberExpressionException">The expression cannot be read.</exception>
    public static Node Parse(string expression)
    {
        var parser = new ExpressionParser(expression);
        var nodes = new List<Node>();
        while (parser.Current.Type != TokenType.EndOfLine)
            nodes.Add(parser.ParseAlternation() ?? parser.ParseOne());
        return new Node(NodeType.Expression, 0, parser.Current.End, nodes);
    }

    private Node? ParseAlternation()
    {
        if (_tokens[_at - 1].Type is not (TokenType.StartOfLine or TokenType.WhiteSpace or TokenType.EndParameter))
            return null;
        var begin = _at;
        var start = Current.Start;
        var alternativeStart = start;
        var alternatives = new List<Node>();
        var nodes = new List<Node>();
        while (Current.Type is not (TokenType.EndOfLine or TokenType.WhiteSpace or TokenType.BeginParameter))
        {
            if (Current.Type != TokenType.Alternation)
            {
                nodes.Add(ParseOne());
                continue;
            }

            alternatives.Add(new Node(NodeType.Alternative, alternativeStart, Current.Start, nodes));
            alternativeStart = Current.End;
            nodes = [];
            _at++;
        }

        if (alternatives.Count == 0)
        {
            _at = begin;
            return null;
        }

        alternatives.Add(new Node(NodeType.Alternative, alternativeStart, Current.Start, nodes));
        return new Node(NodeType.Alternation, start, Current.Start, alternatives);
    }

    private Node ParseOne()
    {
        var token = Current;
        switch (token.Type)
        {
            case TokenType.BeginOptional:
                return ParseBetween(NodeType.Optional, TokenType.EndOptional, ParseOne);
            case TokenType.BeginParameter:
                return ParseBetween(NodeType.Parameter, TokenType.EndParameter, ParseName);
            case TokenType.Alternation:
                throw CucumberExpressionException.AlternationInOptional(_expression, token);
            default:
                _at++;
                return new Node(NodeType.Text, token.Start, token.End, [], token.Text);
        }
    }

    private Node ParseBetween(NodeType type, TokenType endType, Func<Node> parse)
    {
        var begin = Current;
        _at++;
        var nodes = new List<Node>();
        while (Current.Type != endType)
        {
            if (Current.Type == TokenType.EndOfLine)
                throw CucumberExpressionException.NotClosed(_expression, begin);
            nodes.Add(parse());
        }

        var end = Current.End;
        _at++;
        return new Node(type, begin.Start, end, nodes);
    }

    private Node ParseName()
    {
        var token = Current;
        if (token.Type is not (TokenType.Text or TokenType.WhiteSpace))
            throw CucumberExpressionException.InvalidParameterName(_expression, token);
        _at++;
        return new Node(NodeType.Text, token.Start, token.End, [], token.Text);
    }
}
