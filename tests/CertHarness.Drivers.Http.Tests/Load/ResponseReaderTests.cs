using System.Text;
using CertHarness.Drivers.Http.Load;
using CertHarness.Load.Running;
using CsCheck;

namespace CertHarness.Drivers.Http.Tests.Load;

public sealed class ResponseReaderTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\n";

    public static TheoryData<string> Complete =>
    [
        Ok + "Content-Length: 5\r\n\r\nhello",
        Ok + "content-length:5\r\nX: y\r\n\r\nhello",
        Ok + "Content-Length: 0\r\n\r\n",
        Ok + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
        Ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        Ok + "Transfer-Encoding: Chunked\r\n\r\n5;name=value\r\nhello\r\nA\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\n" + Ok + "Content-Length: 2\r\n\r\nok",
        "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n",
        "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n",
        "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n",
    ];

    public static TheoryData<string> Garbage =>
    [
        "SSH-2.0-OpenSSH_9.2\r\n",
        "HTTP/2 200 OK\r\n\r\n",
        "HTTP/1.1 20x OK\r\n\r\n",
        "HTTP/1.1 99 Low\r\n\r\n",
        "HTTP/1.1200 OK\r\n\r\n",
        Ok + "no colon\r\n\r\n",
        Ok + ": no name\r\n\r\n",
        Ok + "Content-Length: -1\r\n\r\n",
        Ok + "Content-Length: 5 6\r\n\r\n",
        Ok + "Content-Length: 99999999999999999999\r\n\r\n",
        Ok + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        Ok + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        Ok + "Content-Length: 9999999999\r\n\r\n",
        Ok + "Transfer-Encoding: gzip\r\n\r\n",
        Ok + "Transfer-Encoding: chunked\r\n\r\nhello\r\n",
        Ok + "Transfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n",
        Ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nhelloo\r\n",
        Ok + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n",
        Ok + "Transfer-Encoding: chunked\r\n\r\n7FFFFFFF\r\n",
        Ok + "Content-Length: 2\r\n\r\nok and more",
        "HTTP/1.1 101 Switching Protocols\r\n\r\n",
        string.Concat(Enumerable.Repeat("HTTP/1.1 100 Continue\r\n\r\n", 20)),
        Ok + "X: " + new string('x', 70_000),
        Ok + "Transfer-Encoding: chunked\r\n\r\n" + new string('1', 5000),
        "\0\0\0\0",
    ];

    [Theory]
    [MemberData(nameof(Complete))]
    public void A_response_is_complete_wherever_it_is_cut(string response) =>
        Gen.Int[1, response.Length].Array[0, 6].Sample(cuts => Read(response, cuts) == (ReadProgress.Complete, null), iter: 200);

    [Theory]
    [MemberData(nameof(Complete))]
    public void It_is_not_complete_before_its_last_byte(string response)
    {
        var reader = new ResponseReader(Options());
        reader.Begin();

        Assert.Equal(ReadProgress.Incomplete, reader.Read(Encoding.ASCII.GetBytes(response[..^1])));
    }

    [Theory]
    [MemberData(nameof(Garbage))]
    public void Garbage_is_told_wherever_it_is_cut(string response) =>
        Gen.Int[1, response.Length].Array[0, 6].Sample(
            cuts =>
            {
                // Cut right after a complete response, the rest would be for the next one.
                var (progress, problem) = Read(response, cuts);
                return (progress == ReadProgress.Garbage && problem is not null) || response.Contains("and more", StringComparison.Ordinal);
            },
            iter: 50);

    [Fact]
    public void Bytes_that_follow_an_answer_are_wrong() =>
        Assert.Equal((ReadProgress.Garbage, "bytes follow the answer"), Read(Ok + "Content-Length: 2\r\n\r\nok!", []));

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", true)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: Close\r\n\r\n", false)]
    [InlineData("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n", false)]
    [InlineData("HTTP/1.0 200 OK\r\nContent-Length: 0\r\nConnection: keep-alive\r\n\r\n", true)]
    public void The_response_says_whether_the_connection_stays(string response, bool stays)
    {
        var reader = new ResponseReader(Options());
        reader.Begin();
        reader.Read(Encoding.ASCII.GetBytes(response));

        Assert.Equal(stays, reader.KeepsAlive);
    }

    [Fact]
    public void Without_a_length_the_end_of_the_connection_is_the_end()
    {
        var reader = new ResponseReader(Options());
        reader.Begin();

        Assert.Equal(ReadProgress.Incomplete, reader.Read("HTTP/1.1 200 OK\r\n\r\nanything"u8));
        Assert.True(reader.EndsWithConnection);
        Assert.False(reader.KeepsAlive);
    }

    [Theory]
    [InlineData(null, 200, null)]
    [InlineData(null, 301, null)]
    [InlineData(null, 404, "status 404")]
    [InlineData("404", 404, null)]
    [InlineData("404", 200, "status 200")]
    public void A_status_that_was_not_to_come_is_a_wrong_answer(string? expected, int status, string? problem)
    {
        var options = expected is null ? Options() : Options(("status", expected));
        var reader = new ResponseReader(options);
        reader.Begin();

        Assert.Equal(ReadProgress.Complete, reader.Read(Encoding.ASCII.GetBytes($"HTTP/1.1 {status} X\r\nContent-Length: 0\r\n\r\n")));
        Assert.Equal(problem, reader.Problem);
    }

    [Fact]
    public void Random_bytes_never_do_more_than_be_garbage_or_incomplete() =>
        Gen.Byte.Array[1, 200].Sample(bytes =>
        {
            var reader = new ResponseReader(Options());
            reader.Begin();
            return reader.Read(bytes) != ReadProgress.Complete;
        });

    [Fact]
    public void Damaged_responses_are_read_to_an_end_without_an_exception() =>
        Gen.Select(Gen.Int[0, Complete.Count - 1].Select(i => Complete.ElementAt(i).Data), Gen.Int[0, 200], Gen.Byte).Sample((response, position, damage) =>
        {
            var bytes = Encoding.ASCII.GetBytes(response);
            bytes[position % bytes.Length] = damage;
            var reader = new ResponseReader(Options());
            reader.Begin();
            return Enum.IsDefined(reader.Read(bytes));
        });

    [Theory]
    [InlineData("method", "G T")]
    [InlineData("payload", "many")]
    [InlineData("status", "99")]
    [InlineData("version", "3")]
    [InlineData("keep-alive", "perhaps")]
    [InlineData("content-type", "a\r\nb")]
    public void An_option_that_cannot_be_is_refused_with_its_name(string name, string value) =>
        Assert.Contains(name, Assert.Throws<ArgumentException>(() => Options((name, value))).Message);

    [Fact]
    public void The_request_says_what_it_has_to()
    {
        var request = Encoding.ASCII.GetString(Options(("method", "post"), ("payload", "3"), ("keep-alive", "no")).RequestTo(new Uri("http://h:81/a?b=c")));

        Assert.Equal(
            "POST /a?b=c HTTP/1.1\r\nHost: h:81\r\nConnection: close\r\nContent-Type: application/octet-stream\r\nContent-Length: 3\r\n\r\n\0\0\0", request);
    }

    private static (ReadProgress Progress, string? Problem) Read(string response, int[] cuts)
    {
        var reader = new ResponseReader(Options());
        reader.Begin();
        var bytes = Encoding.ASCII.GetBytes(response);
        var progress = ReadProgress.Incomplete;
        var start = 0;
        foreach (var end in cuts.Append(bytes.Length).Order())
        {
            if (end > start && progress == ReadProgress.Incomplete)
                progress = reader.Read(bytes.AsSpan(start, end - start));
            start = end;
        }

        return (progress, reader.Problem);
    }

    private static HttpOptions Options(params (string Name, string Value)[] options) => HttpOptions.Of(
        new LoadTarget(new Uri("http://127.0.0.1/"), new(0, 80), 1, options.ToDictionary(o => o.Name, o => o.Value), 0));
}
