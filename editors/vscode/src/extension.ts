// Starts `detente lsp` for accords, beliefs and events, and stops it with the editor.
import { workspace, type ExtensionContext } from "vscode";
import { LanguageClient, type LanguageClientOptions, type ServerOptions } from "vscode-languageclient/node";

let client: LanguageClient | undefined;

/** Called by the editor when the first text of ours is opened. */
export async function activate(context: ExtensionContext): Promise<void> {
  const command = workspace.getConfiguration("detente").get<string>("path", "detente");
  const server: ServerOptions = { command, args: ["lsp"] };
  const options: LanguageClientOptions = {
    documentSelector: [{ language: "accord" }, { language: "accord-literate" }],
  };
  client = new LanguageClient("detente", "Détente", server, options);
  context.subscriptions.push(client);
  await client.start();
}

/** Called by the editor before it closes. */
export async function deactivate(): Promise<void> {
  await client?.stop();
}
