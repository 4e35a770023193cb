using Tocsin.Engine.Detection;
using Tocsin.Engine.Rules;
using Tocsin.Engine.Saving;

namespace Tocsin.Unit.Saving;

public class DetectorSaveTests
{
    private const int HoursUntilFreed = 4;

    [Fact]
    public void Save_NothingHappened_HandsOutNothing()
    {
        var shop = new SavedShop();
        shop.Send(0, 100);
        shop.Save();

        Assert.Empty(shop.Save());
    }

    [Fact]
    public void Save_OnlyTimeWentOn_HandsOutTheDetectorAlone()
    {
        var shop = new SavedShop();
        shop.Send(0, 1);
        shop.Tick(10);
        shop.Save();

        shop.Tick(1);

        Assert.Equal(["+detector"], shop.Save());
    }

    [Fact]
    public void Save_OneEntityChanged_HandsOutItsPage()
    {
        var shop = new SavedShop();
        shop.Send(0, 200);
        shop.Tick(10);
        Assert.Equal(["+detector", "+entities/0", "+entities/1", "+entities/2", "+entities/3"], shop.Save());

        shop.Send(130, 1);

        Assert.Equal(["+detector", "+entities/2"], shop.Save());
    }

    [Fact]
    public void Save_OfLoadedDetector_HandsOutOnlyWhatChangedSince()
    {
        var shop = new SavedShop();
        shop.Send(0, 200);
        shop.Save();
        var loaded = shop.Load();
        var changed = new List<KeyValuePair<byte[], byte[]?>>();

        loaded.Save(changed);

        Assert.Empty(changed);
    }

    [Fact]
    public void Save_RulesActivated_HandsOutEveryPage()
    {
        var shop = new SavedShop();
        shop.Send(0, 100);
        shop.Save();

        shop.Detector.Activate(SavedShop.OtherRules, new DetectorOutput());

        Assert.Equal(["+detector", "+entities/0", "+entities/1"], shop.Save());
        Assert.Equal(SavedShop.OtherRules.Version, shop.Load().Rules.Version);
    }

    [Fact]
    public void Save_EveryEntityOfAPageFreed_TakesThePageBack()
    {
        var shop = new SavedShop();
        shop.Send(0, 128);
        shop.Save();

        for (var minute = 0; minute < HoursUntilFreed * 60; minute++)
        {
            shop.Send(1, 1);
        }

        var changed = shop.Save();
        Assert.Contains("-entities/1", changed);
        Assert.Equal(["detector", "entities/0"], shop.Records.Keys);
        Assert.Equal(1, shop.Load().Entities);
    }

    [Fact]
    public void Save_PageTooLong_IsSplitAndLaterJoinedAgain()
    {
        var shop = new SavedShop();
        shop.Send(0, 3, attribute: new string('x', 400_000));
        Assert.Equal(["+detector", "+entities/0", "+entities/0/1", "+entities/0/2"], shop.Save());
        Assert.All(shop.Records.Values, value => Assert.True(value.Length < PageFrame.MaxPartBytes + 100));
        Assert.Equal(3, shop.Load().Entities);

        shop.Send(0, 2, attribute: "short");

        Assert.Equal(["+detector", "+entities/0", "-entities/0/1", "-entities/0/2"], shop.Save());
        Assert.Equal(3, shop.Load().Entities);
    }

    [Fact]
    public void Save_LoadedDetectorWithASplitPage_TakesPartsBack()
    {
        var shop = new SavedShop();
        shop.Send(0, 2, attribute: new string('x', 400_000));
        shop.Save();
        var loaded = shop.Load();
        loaded.Activate(RuleSet.Empty, new DetectorOutput());
        var changed = new List<KeyValuePair<byte[], byte[]?>>();

        loaded.Save(changed);

        Assert.Equal(["detector", "entities/0", "entities/0/1"], changed.Select(record => System.Text.Encoding.UTF8.GetString(record.Key)));
        Assert.Equal([false, true, true], changed.Select(record => record.Value is null));
    }

    [Fact]
    public void Load_NoRecords_GivesADetectorWithoutRules()
    {
        var detector = Detector.Load([], SavedShop.Find);

        Assert.Equal(RuleSet.Empty.Version, detector.Rules.Version);
        Assert.Equal(0, detector.ClockMs);
    }

    [Fact]
    public void Load_SavedWithoutRules_NeedsNobodyToHaveThem()
    {
        var changed = new List<KeyValuePair<byte[], byte[]?>>();
        new Detector(RuleSet.Empty).Save(changed);

        var detector = Detector.Load([.. changed.Select(record => KeyValuePair.Create(record.Key, record.Value!))], _ => null);

        Assert.Equal(RuleSet.Empty.Version, detector.Rules.Version);
    }
}
