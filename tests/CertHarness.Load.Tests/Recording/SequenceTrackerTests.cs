using CertHarness.Load.Recording;
using CsCheck;

namespace CertHarness.Load.Tests.Recording;

public sealed class SequenceTrackerTests
{
    [Fact]
    public void It_tells_the_same_as_remembering_every_number() =>
        Gen.Select(Gen.UInt[0, 40].Array[0, 80], Gen.UInt[0, 50], Gen.UInt[0, 60].HashSet[0, 20]).Sample((numbers, end, excused) =>
        {
            var tracker = new SequenceTracker();
            var seen = new HashSet<uint>();
            var (duplicates, late) = (0, 0);
            foreach (var number in numbers)
            {
                var isLate = seen.Any(other => other > number);
                var isNew = seen.Add(number);
                duplicates += isNew ? 0 : 1;
                late += isNew && isLate ? 1 : 0;
                if (tracker.Add(number) != isNew)
                    return false;
            }

            var missing = Enumerable.Range(0, (int)end).Count(n => !seen.Contains((uint)n) && !excused.Contains((uint)n));
            return tracker.Received == seen.Count && tracker.Duplicates == duplicates && tracker.OutOfOrder == late
                && tracker.Missing(end, excused) == missing && Enumerable.Range(0, 50).All(n => tracker.Has((uint)n) == seen.Contains((uint)n));
        });
}
