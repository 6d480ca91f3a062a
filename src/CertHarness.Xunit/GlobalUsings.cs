global using Wire = Io.Cucumber.Messages.Types;
