import {readFileSync} from 'node:fs';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import type {ReadStream} from 'node:tty';
import {render} from 'ink';
import type {RunClient} from '../run/client.ts';
import {App} from './app.tsx';
import {openKeyboard} from './keyboard.ts';
import type {Look} from './look.ts';
import {openThriftyOutput} from './thrifty-output.ts';
import {createLiveView, type LiveView, liveRows} from './views/live.ts';

/** Shows the run until it ends. The terminal is as it was before when this returns, however the run ended. */
export async function showScreen(client: RunClient, look: Look, interrupt: () => void): Promise<void> {
	const view = createLiveView(await client.mapGraph());
	const hangUp = hangUpOnce(client);
	process.stdout.on('error', hangUp);
	let over = false;
	void client.ended.then(() => (over = true));
	while (!over) {
		const keyboard = openKeyboard();
		keyboard.on('error', hangUp);
		const why = await showOnce(client, look, view, keyboard, interrupt);
		keyboard.destroy();
		if (why === 'suspended') await suspend(() => over);
	}
}

/** A terminal that goes away, as when a connection is lost, ends the run as SIGHUP does: saved. */
function hangUpOnce(client: RunClient): () => void {
	let gone = false;
	return () => {
		if (!gone) void client.send({id: 'stop', args: {reason: 'SIGHUP'}, by: 'signal'});
		gone = true;
	};
}

/** One stretch of the screen, from drawing it to giving the terminal back. */
async function showOnce(
	client: RunClient,
	{theme, fps}: Look,
	view: LiveView,
	stdin: ReadStream,
	interrupt: () => void,
): Promise<'ended' | 'suspended' | 'continued'> {
	const left = Promise.withResolvers<'suspended' | 'continued'>();
	stdin.setRawMode(true); // Ink does it after its first picture, on which a key that came before would be echoed
	const output = openThriftyOutput(process.stdout);
	const screen = render(
		<App
			client={client}
			theme={theme}
			view={view}
			fps={fps}
			onInterrupt={interrupt}
			onSuspend={() => left.resolve('suspended')}
			onRepaint={output.repaint}
		/>,
		{
			stdin,
			stdout: output.stdout,
			exitOnCtrlC: false,
			patchConsole: false,
			alternateScreen: true,
			incrementalRendering: true,
			maxFps: 30,
			interactive: true, // Ink is not when CI is set, whatever the terminal
		},
	);
	// Stopped from outside, the terminal was not given back; what a shell wrote on it meanwhile is drawn over.
	const onContinue = () => left.resolve('continued');
	process.once('SIGCONT', onContinue);
	try {
		return await Promise.race([client.ended.then(() => 'ended' as const), left.promise]);
	} finally {
		process.off('SIGCONT', onContinue);
		screen.unmount();
		await screen.waitUntilExit();
		output.close();
	}
}

/** Stops the whole job, as Ctrl-Z does, until the shell brings it back to the foreground or the run has ended. */
async function suspend(over: () => boolean): Promise<void> {
	process.kill(0, 'SIGTSTP');
	// Time stands still while the job is stopped. Where nobody could continue it, as in a terminal without a shell, nothing was stopped.
	do await delay(200);
	while (!over() && !inForeground());
}

/** Whether the terminal is this job's: one in the background that touched it would be stopped. Linux says; elsewhere it is taken for granted. */
function inForeground(): boolean {
	try {
		const stat = readFileSync('/proc/self/stat', 'latin1');
		const [, , group, , , foreground] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
		return foreground === group || Number(foreground) <= 0;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true;
		throw error;
	}
}

/** One frame as text, for `--once`. */
export async function textFrame(client: RunClient, {theme}: Look, stdout: NodeJS.WriteStream): Promise<string> {
	const view = createLiveView(await client.mapGraph());
	const [width, height] = [stdout.columns ?? 80, stdout.rows ?? 24];
	const rows = liveRows(client.frame(), {
		width,
		height,
		theme,
		view,
		frozen: false,
		keys: '',
	});
	return rows.slice(0, -1).join('\n');
}
