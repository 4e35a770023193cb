using System.Net;
using System.Net.Sockets;
using Tocsin.Dispatch.Safety;

namespace Tocsin.Unit.Dispatch.Safety;

public class AddressGuardTests
{
    private static readonly AddressGuard _guard = Guard("8.8.8.8");

    [Theory]
    [InlineData("http://127.0.0.1/", "loopback")]
    [InlineData("http://127.255.255.254/", "loopback")]
    [InlineData("http://127.1/", "loopback")]
    [InlineData("http://0x7f.1/", "loopback")]
    [InlineData("http://0x7f000001/", "loopback")]
    [InlineData("http://2130706433/", "loopback")]
    [InlineData("http://0177.0.0.1/", "loopback")]
    [InlineData("http://017700000001/", "loopback")]
    [InlineData("http://127.0.0.1./", "loopback")]
    [InlineData("http://１２７.0.0.1/", "loopback")]
    [InlineData("http://127。0。0。1/", "loopback")]
    [InlineData("http://127｡0｡0｡1/", "loopback")]
    [InlineData("http://[::1]/", "loopback")]
    [InlineData("http://[0:0:0:0:0:0:0:1]/", "loopback")]
    [InlineData("http://[::ffff:127.0.0.1]/", "loopback")]
    [InlineData("http://[::ffff:7f00:1]/", "loopback")]
    [InlineData("http://[::127.0.0.1]/", "reserved")]
    [InlineData("http://10.0.0.1/", "private")]
    [InlineData("http://10.255.255.255/", "private")]
    [InlineData("http://172.16.0.1/", "private")]
    [InlineData("http://172.31.255.255/", "private")]
    [InlineData("http://192.168.1.1/", "private")]
    [InlineData("http://0300.0250.0.1/", "private")]
    [InlineData("http://[::ffff:10.0.0.1]/", "private")]
    [InlineData("http://[fd12:3456::1]/", "private")]
    [InlineData("http://[fc00::1]/", "private")]
    [InlineData("http://100.64.0.1/", "carrier")]
    [InlineData("http://100.127.255.255/", "carrier")]
    [InlineData("http://169.254.1.1/", "link-local")]
    [InlineData("http://[fe80::1]/", "link-local")]
    [InlineData("http://[fe80::1%25eth0]/", "link-local")]
    [InlineData("http://[fec0::1]/", "site-local")]
    [InlineData("http://169.254.169.254/latest/meta-data/", "metadata")]
    [InlineData("http://0xa9fea9fe/", "metadata")]
    [InlineData("http://[::ffff:169.254.169.254]/", "metadata")]
    [InlineData("http://[fd00:ec2::254]/", "metadata")]
    [InlineData("http://100.100.100.200/", "metadata")]
    [InlineData("http://168.63.129.16/", "metadata")]
    [InlineData("http://metadata.google.internal/", "metadata")]
    [InlineData("http://METADATA.google.internal./", "metadata")]
    [InlineData("http://metadata/", "metadata")]
    [InlineData("http://0.0.0.0/", "unspecified")]
    [InlineData("http://0/", "unspecified")]
    [InlineData("http://0.1.2.3/", "unspecified")]
    [InlineData("http://[::]/", "unspecified")]
    [InlineData("http://255.255.255.255/", "broadcast")]
    [InlineData("http://224.0.0.1/", "multicast")]
    [InlineData("http://239.255.255.250/", "multicast")]
    [InlineData("http://[ff02::1]/", "multicast")]
    [InlineData("http://192.0.0.1/", "reserved")]
    [InlineData("http://192.0.2.1/", "reserved")]
    [InlineData("http://198.18.0.1/", "reserved")]
    [InlineData("http://198.51.100.1/", "reserved")]
    [InlineData("http://203.0.113.1/", "reserved")]
    [InlineData("http://240.0.0.1/", "reserved")]
    [InlineData("http://[2001:db8::1]/", "reserved")]
    [InlineData("http://[100::1]/", "reserved")]
    [InlineData("http://[64:ff9b::7f00:1]/", "leads to 127.0.0.1")]
    [InlineData("http://[64:ff9b::a9fe:a9fe]/", "leads to 169.254.169.254")]
    [InlineData("http://[64:ff9b:1::1]/", "reserved")]
    [InlineData("http://[2002:7f00:1::]/", "leads to 127.0.0.1")]
    [InlineData("http://[2002:a00:1::1]/", "leads to 10.0.0.1")]
    [InlineData("http://[2001:0:808:808::f5ff:fffe]/", "leads to 10.0.0.1")]
    [InlineData("http://[2001:0:a00:1::f7f7:f7f7]/", "leads to 10.0.0.1")]
    [InlineData("http://[2a00::5efe:192.168.0.1]/", "leads to 192.168.0.1")]
    [InlineData("ftp://8.8.8.8/", "http")]
    [InlineData("file:///etc/passwd", "http")]
    [InlineData("gopher://8.8.8.8/", "http")]
    [InlineData("http://user:canary@8.8.8.8/", "user name")]
    [InlineData("http://8.8.8.8@127.0.0.1/", "user name")]
    [InlineData("http://1.1.1.256/", "isn't a name")]
    [InlineData("http://example.org.0x7f/", "isn't a name")]
    public void Url_LeadingInside_IsRefusedAsWritten(string url, string why)
    {
        var refusal = Assert.Throws<AddressRefusedException>(() => _guard.Check(new Uri(url)));

        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
        Assert.True(refusal.IsPermanent);
        Assert.DoesNotContain("canary", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://8.8.8.8/")]
    [InlineData("https://hooks.slack.com/services/a/b")]
    [InlineData("https://bücher.example/")]
    [InlineData("http://172.15.255.255/")]
    [InlineData("http://172.32.0.1/")]
    [InlineData("http://100.63.255.255/")]
    [InlineData("http://100.128.0.1/")]
    [InlineData("http://169.253.0.1/")]
    [InlineData("http://11.0.0.1/")]
    [InlineData("http://[2606:4700:4700::1111]/")]
    [InlineData("http://[::ffff:8.8.8.8]/")]
    [InlineData("http://[64:ff9b::808:808]/")]
    [InlineData("http://[2002:808:808::1]/")]
    public async Task Url_LeadingOutside_IsConnectedTo(string text)
    {
        var url = new Uri(text);
        _guard.Check(url);

        // It gets as far as the connection, which this token doesn't let begin.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _guard.ConnectAsync(url.IdnHost, url.Port, new CancellationToken(canceled: true)));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("::1")]
    [InlineData("::ffff:192.168.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("fe80::1%1")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("8.8.8.8", "10.0.0.1")]
    [InlineData("10.0.0.1", "8.8.8.8")]
    public async Task Name_ResolvingInside_IsRefusedForNow(params string[] addresses)
    {
        var refusal = await Assert.ThrowsAsync<AddressRefusedException>(() => Guard(addresses).ConnectAsync("hooks.example.org", 80, CancellationToken.None));

        Assert.StartsWith("hooks.example.org resolves to ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("network.allow: [\"", refusal.Message, StringComparison.Ordinal);
        Assert.False(refusal.IsPermanent);
    }

    [Fact]
    public async Task Name_ResolvingOutsideFirstAndInsideThen_IsAskedOnceForEachConnection()
    {
        var asked = 0;
        var guard = new AddressGuard(AllowList.Nothing, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(++asked == 1 ? "8.8.8.8" : "127.0.0.1")]));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => guard.ConnectAsync("rebind.example", 80, new CancellationToken(canceled: true)));
        Assert.Equal(1, asked);
        await Assert.ThrowsAsync<AddressRefusedException>(() => guard.ConnectAsync("rebind.example", 80, CancellationToken.None));
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task Name_Allowed_IsConnectedToWhereverItIs()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var guard = new AddressGuard(AllowList.Of(["Receiver.internal."]), (_, _) => Task.FromResult<IPAddress[]>([IPAddress.IPv6Loopback, IPAddress.Loopback]));

        using var stream = await guard.ConnectAsync("receiver.INTERNAL", port, CancellationToken.None);

        Assert.True(stream.CanWrite);
    }

    [Fact]
    public async Task Name_Allowed_IsNoWayToMetadata()
    {
        var guard = new AddressGuard(AllowList.Of(["receiver.internal"]), (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("169.254.169.254")]));

        await Assert.ThrowsAsync<AddressRefusedException>(() => guard.ConnectAsync("receiver.internal", 80, CancellationToken.None));
    }

    [Theory]
    [InlineData("10.0.0.0/8", "http://10.1.2.3/", true)]
    [InlineData("10.0.0.0/8", "http://[::ffff:10.1.2.3]/", true)]
    [InlineData("10.0.0.0/8", "http://11.1.2.3:8080/", true)]
    [InlineData("10.0.0.0/8", "http://192.168.1.1/", false)]
    [InlineData("127.0.0.1", "http://127.0.0.1:8080/", true)]
    [InlineData("127.0.0.1", "http://2130706433/", true)]
    [InlineData("127.0.0.1", "http://127.0.0.2/", false)]
    [InlineData("127.0.0.1:8080", "http://127.0.0.1:8080/", true)]
    [InlineData("127.0.0.1:8080", "http://127.0.0.1:8081/", false)]
    [InlineData("[::1]:8080", "http://[::1]:8080/", true)]
    [InlineData("::1", "http://[::1]/", true)]
    [InlineData("fd00::/8", "http://[fd00::1]/", true)]
    [InlineData("fd00::/8", "http://[fd00:ec2::254]/", false)]
    [InlineData("0.0.0.0/0", "http://169.254.169.254/", false)]
    [InlineData("169.254.169.254", "http://169.254.169.254/", true)]
    [InlineData("metadata.google.internal", "http://metadata.google.internal/", true)]
    [InlineData("10.0.0.0/8", "ftp://10.1.2.3/", false)]
    public void Entry_OfAllow_OpensWhatItNames(string entry, string url, bool isAllowed)
    {
        var guard = new AddressGuard(AllowList.Of([entry]), AddressGuard.System);

        Assert.Equal(isAllowed, Record.Exception(() => guard.Check(new Uri(url))) is null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("10.0.0.0/33")]
    [InlineData("http://a.example")]
    [InlineData("a b")]
    [InlineData("host:0")]
    [InlineData("host:http")]
    [InlineData("1.1.1.256")]
    public void Entry_OfAllowOutOfOrder_IsNamed(string entry)
    {
        Assert.False(AllowList.IsEntry(entry));
        Assert.Contains($"'{entry}'", Assert.Throws<FormatException>(() => AllowList.Of([entry])).Message, StringComparison.Ordinal);
    }

    private static AddressGuard Guard(params string[] addresses) =>
        new(AllowList.Nothing, (_, _) => Task.FromResult<IPAddress[]>([.. addresses.Select(IPAddress.Parse)]));
}
