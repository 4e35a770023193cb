using System.Text;
using Tocsin.Cli.Receiving;

namespace Tocsin.Unit.Receiving;

/// <summary>With the example that the libraries of Standard Webhooks test themselves by.</summary>
public class SignatureCheckerTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const string Time = "1614265330";
    private const string Body = """{"test": 2432232314}""";
    private const string Signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    [Theory]
    [InlineData(Id, Time, Signature, Body, "Right")]
    [InlineData(Id, Time, "v1,AAAA " + Signature, Body, "Right")]
    [InlineData(Id, Time, "v1,AAAA", Body, "Wrong")]
    [InlineData(Id, Time, "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", Body, "Wrong")]
    [InlineData("another", Time, Signature, Body, "Wrong")]
    [InlineData(Id, "1614265331", Signature, Body, "Wrong")]
    [InlineData(Id, Time, Signature, Body + " ", "Wrong")]
    [InlineData(Id, Time, "", Body, "NotSigned")]
    public void Message_IsCheckedByIdTimeAndBody(string id, string time, string signatures, string body, string expected) =>
        Assert.Equal(expected, new SignatureChecker(Secret).Check(id, time, signatures, Encoding.UTF8.GetBytes(body)).ToString());

    [Fact]
    public void Secret_WithoutPrefix_IsTheKeyItself() =>
        Assert.Equal(SignatureCheck.Wrong, new SignatureChecker(Secret["whsec_".Length..]).Check(Id, Time, Signature, Encoding.UTF8.GetBytes(Body)));
}
