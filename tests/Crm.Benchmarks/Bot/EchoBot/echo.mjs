// The least a bot can do with Microsoft's own SDK: it says again what it was told. Without an app id it checks no token and sends none,
// so that it is measured at its fastest.
import { AgentApplication } from '@microsoft/agents-hosting'
import { startServer } from '@microsoft/agents-hosting-express'

const echo = new AgentApplication()
echo.onActivity('message', async turn => { await turn.sendActivity(`You said: ${turn.activity.text}`) })
startServer(echo)
