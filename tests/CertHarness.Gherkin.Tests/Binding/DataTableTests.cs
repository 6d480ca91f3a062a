using CertHarness.Gherkin.Binding;

namespace CertHarness.Gherkin.Tests.Binding;

public sealed class DataTableTests
{
    private static readonly DataTable Table = new([["name", "value"], ["a", "1"], ["b", "2"]]);

    [Fact]
    public void Cells_are_found_by_header()
    {
        Assert.Equal(["1", "2"], Table.Rows.Select(r => r["value"]));
        Assert.Equal("b", Table.Rows[1][0]);
        Assert.False(Table.Rows[0].TryGetValue("size", out _));
        var error = Assert.Throws<KeyNotFoundException>(() => Table.Rows[0]["size"]);
        Assert.Contains("'name', 'value'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_of_two_columns_is_a_dictionary()
    {
        Assert.Equal("2", Table.CreateDictionary()["b"]);
        Assert.Throws<InvalidOperationException>(() => new DataTable([["a", "1"], ["a", "2"]]).CreateDictionary());
        Assert.Throws<InvalidOperationException>(() => new DataTable([["a"]]).CreateDictionary());
    }

    [Fact]
    public void Rows_and_columns_can_be_exchanged() =>
        Assert.Equal([["name", "a", "b"], ["value", "1", "2"]], Table.Transpose().AsStrings());

    [Fact]
    public void Rows_of_different_length_are_refused() => Assert.Throws<ArgumentException>(() => new DataTable([["a"], ["b", "c"]]));
}
