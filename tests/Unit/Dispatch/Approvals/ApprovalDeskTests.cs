namespace Tocsin.Unit.Dispatch.Approvals;

public sealed class ApprovalDeskTests : IDisposable
{
    private readonly ApprovalBench _bench = new();

    [Fact]
    public async Task Link_Opened_ShowsTheQuestionAndChangesNothing()
    {
        var (status, page, headers) = await _bench.GetAsync(_bench.Token());

        Assert.Equal(200, status);
        Assert.Contains("May restart &lt;checkout&gt; run?", page, StringComparison.Ordinal);
        Assert.Contains("slow_rule of &quot;&gt;&lt;script&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Equal(_bench.Token(), ApprovalBench.TokenOf(page));
        Assert.Equal("no-store no-referrer nosniff DENY", $"{headers.CacheControl} {headers["Referrer-Policy"]} {headers.XContentTypeOptions} {headers.XFrameOptions}");
        Assert.Contains("default-src 'none'", headers.ContentSecurityPolicy.ToString(), StringComparison.Ordinal);
        Assert.Contains("form-action 'self'", headers.ContentSecurityPolicy.ToString(), StringComparison.Ordinal);
        Assert.Equal((200, ""), await StatusAsync("HEAD"));
        Assert.Empty(_bench.Answers);
    }

    [Theory]
    [InlineData("approve", true)]
    [InlineData("reject", false)]
    public async Task Form_Sent_IsWrittenDown(string word, bool isApproved)
    {
        var (status, page, _) = await _bench.PostAsync(_bench.Token(), word, " Jane\r\n <b> ", "all\tgood");

        Assert.Equal(200, status);
        Assert.Contains(isApproved ? "approved" : "rejected", page, StringComparison.Ordinal);
        Assert.Contains("or the alarm is over", page, StringComparison.Ordinal);
        Assert.Contains("slack.ops (Jane &lt;b&gt;)", page, StringComparison.Ordinal);
        var (key, answer) = Assert.Single(_bench.Answers);
        Assert.Equal(("the key", "record-1", isApproved, "slack.ops (Jane <b>)", "all good", ApprovalBench.NowMs - 1_000), (key, answer.RecordId, answer.Approved, answer.By, answer.Comment, answer.AskedMs));
        Assert.Contains(_bench.Log.Lines, line => line.Contains("record-1: slack.ops (Jane <b>) says", StringComparison.Ordinal));
        Assert.DoesNotContain(_bench.Log.Lines, line => line.Contains(_bench.Token()[^40..], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Link_UsedBefore_SaysSo_AndOthersAreNotConcerned()
    {
        Assert.Equal(200, (await _bench.PostAsync(_bench.Token())).Status);
        var (status, page, _) = await _bench.PostAsync(_bench.Token(), "reject");
        Assert.Equal(410, status);
        Assert.Contains("used before", page, StringComparison.Ordinal);
        Assert.Equal(410, (await _bench.GetAsync(_bench.Token())).Status);
        Assert.Equal(200, (await _bench.PostAsync(_bench.Token("email.boss"), "reject")).Status);
        Assert.Equal(200, (await _bench.PostAsync(_bench.Token(errand: ApprovalBench.Errand("record-2")))).Status);
        Assert.Equal(["slack.ops", "email.boss", "slack.ops"], _bench.Answers.Select(each => each.Answer.By));
    }

    [Fact]
    public async Task Link_Expired_IsGone()
    {
        var token = _bench.Token();
        _bench.Time.Pass(1_800_000);
        Assert.Equal(410, (await _bench.GetAsync(token)).Status);
        var (status, page, _) = await _bench.PostAsync(token);
        Assert.Equal(410, status);
        Assert.Contains("over", page, StringComparison.Ordinal);
        Assert.Empty(_bench.Answers);
    }

    [Fact]
    public async Task Link_Forged_IsForbidden_AlwaysInTheSameWords()
    {
        var token = _bench.Token();
        string[] forged = ["", "x", token[..^5], token.Replace('.', '-'), $"AAAA{token[4..]}", new string('A', 3_000)];
        var pages = new HashSet<string>();
        foreach (var each in forged)
        {
            var (status, page, _) = await _bench.GetAsync(Uri.EscapeDataString(each));
            Assert.Equal(403, status);
            pages.Add(page);
            Assert.Equal(403, (await _bench.PostAsync(each)).Status);
        }

        Assert.Single(pages);
        Assert.Empty(_bench.Answers);
    }

    [Fact]
    public async Task Answer_NotWritten_CanBeGivenAgain()
    {
        _bench.Fails = true;
        Assert.Equal(503, (await _bench.PostAsync(_bench.Token())).Status);
        _bench.Fails = false;
        Assert.Equal(200, (await _bench.PostAsync(_bench.Token())).Status);
    }

    [Fact]
    public async Task Request_OfAnotherKind_IsRefused()
    {
        var token = _bench.Token();
        Assert.Equal(400, (await _bench.PostAsync(token, "maybe")).Status);
        Assert.Equal(400, (await _bench.PostAsync(token, type: "application/json")).Status);
        Assert.Equal(405, (await _bench.GetAsync(token, "DELETE")).Status);
        Assert.Equal(404, (await _bench.GetAsync(token, path: "/")).Status);
        Assert.Equal(200, (await _bench.GetAsync(token, path: "/ops/approve")).Status);
        Assert.Empty(_bench.Answers);
    }

    [Fact]
    public async Task TooManyRequests_AreRefusedForAWhile()
    {
        var statuses = new List<int>();
        for (var i = 0; i < 60; i++)
        {
            statuses.Add((await _bench.GetAsync("x")).Status);
        }

        Assert.Equal((40, 20), (statuses.Count(status => status == 403), statuses.Count(status => status == 429)));
        _bench.Time.Pass(1_000);
        Assert.Equal(403, (await _bench.GetAsync("x")).Status);
    }

    [Fact]
    public async Task Name_OfAnyLength_IsCut()
    {
        await _bench.PostAsync(_bench.Token(), name: new string('n', 5_000), comment: new string('c', 5_000));
        var answer = Assert.Single(_bench.Answers).Answer;
        Assert.InRange(answer.By.Length, 100, 120);
        Assert.InRange(answer.Comment.Length, 1, 500);
    }

    public void Dispose() => _bench.Dispose();

    private async Task<(int Status, string Page)> StatusAsync(string method)
    {
        var (status, page, _) = await _bench.GetAsync(_bench.Token(), method);
        return (status, page);
    }
}
