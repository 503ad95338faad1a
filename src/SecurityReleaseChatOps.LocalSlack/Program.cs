using SecurityReleaseChatOps.LocalSlack;

return await CommandLine.Run(args);
