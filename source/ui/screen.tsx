import {openSync, readFileSync} from 'node:fs';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import {ReadStream} from 'node:tty';
import {render} from 'ink';
import {ConnectopError} from '../base/errors.ts';
import type {RunClient} from '../run/client.ts';
import {App} from './app.tsx';
import {type ColourLevel, createTheme, type GlyphGrade, type Theme} from './theme.ts';
import {createLiveView, type LiveView, liveRows} from './views/live.ts';

/** How the screen looks and how often it is drawn. */
export interface Look {
	readonly theme: Theme;
	readonly fps: number;
}

type Options = Readonly<Record<string, unknown>>;
type Environment = Readonly<Record<string, string | undefined>>;

const levels: Readonly<Record<string, ColourLevel>> = {none: 0, '16': 1, '256': 2, truecolor: 3};

/** Look from options, environment and terminal. Throws a usage error when fps is out of range. */
export function readLook(options: Options, environment: Environment, stdout: NodeJS.WriteStream): Look {
	const fps = (options['fps'] as number | undefined) ?? 4;
	if (!(fps >= 0.2 && fps <= 10))
		throw new ConnectopError('usage', 'fps', `--fps ${fps}: use 0.2 to 10 frames a second`);
	const asked = levels[String(options['color'] ?? 'auto')];
	const glyphs =
		(options['glyphs'] as GlyphGrade | undefined) ??
		(isUtf8(environment) && environment['TERM'] !== 'linux' ? 'braille' : 'ascii');
	return {theme: createTheme(glyphs, asked ?? foundLevel(environment, stdout)), fps};
}

function foundLevel(environment: Environment, stdout: NodeJS.WriteStream): ColourLevel {
	if ((environment['NO_COLOR'] ?? '') !== '' || environment['TERM'] === 'dumb') return 0;
	if (!stdout.isTTY && environment['FORCE_COLOR'] === undefined) return 0;
	const depth = stdout.isTTY ? stdout.getColorDepth() : 8;
	return depth >= 24 ? 3 : depth >= 8 ? 2 : depth >= 4 ? 1 : 0;
}

function isUtf8({LC_ALL, LC_CTYPE, LANG}: Environment): boolean {
	const locale = LC_ALL || LC_CTYPE || LANG;
	return locale === undefined || /utf-?8/i.test(locale);
}

/** Shows the run until it ends. The terminal is as it was before when this returns, however the run ended. */
export async function showScreen(client: RunClient, look: Look, interrupt: () => void): Promise<void> {
	const stdin = keyboard();
	endWithTerminal(client, [process.stdout, stdin]);
	const view = createLiveView(await client.mapGraph());
	let over = false;
	void client.ended.then(() => (over = true));
	while (!over) {
		const why = await showOnce(client, look, view, stdin, interrupt);
		if (why === 'suspended') await suspend(() => over);
	}
	if (stdin !== process.stdin) stdin.destroy();
}

/** A terminal that goes away, as when a connection is lost, ends the run as SIGHUP does: saved. */
function endWithTerminal(client: RunClient, streams: readonly NodeJS.EventEmitter[]): void {
	let gone = false;
	const hangUp = () => {
		if (!gone) void client.send({id: 'stop', args: {reason: 'SIGHUP'}, by: 'signal'});
		gone = true;
	};
	for (const stream of streams) stream.on('error', hangUp);
}

/** One stretch of the screen, from drawing it to giving the terminal back. */
async function showOnce(
	client: RunClient,
	{theme, fps}: Look,
	view: LiveView,
	stdin: NodeJS.ReadStream,
	interrupt: () => void,
): Promise<'ended' | 'suspended' | 'continued'> {
	const left = Promise.withResolvers<'suspended' | 'continued'>();
	const screen = render(
		<App
			client={client}
			theme={theme}
			view={view}
			fps={fps}
			onInterrupt={interrupt}
			onSuspend={() => left.resolve('suspended')}
		/>,
		{
			stdin,
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

/** Where keys come from: stdin, or the terminal itself when stdin feeds the run. */
function keyboard(): NodeJS.ReadStream {
	if (process.stdin.isTTY) return process.stdin;
	try {
		return new ReadStream(openSync('/dev/tty', 'r'));
	} catch (error) {
		throw new ConnectopError(
			'usage',
			'no-terminal',
			'the screen needs a terminal for its keys and there is none; use --no-ui',
			{cause: error},
		);
	}
}

/** One frame as text, for `--once`. */
export async function textFrame(
	client: RunClient,
	options: Options,
	environment: Environment,
	stdout: NodeJS.WriteStream,
): Promise<string> {
	const {theme} = readLook(options, environment, stdout);
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
