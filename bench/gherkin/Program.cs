using CertHarness.GherkinBench;

if (args is ["load", var folder, var scenarios]) { Load.Write(folder, int.Parse(scenarios)); return 0; }
return await Child.RunAsync(args[1], args[2], args[3], args.Length > 4 ? int.Parse(args[4]) : 1);
