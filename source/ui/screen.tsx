import {readFileSync} from 'node:fs';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import type {ReadStream} from 'node:tty';
import {render} from 'ink';
import type {Graph} from '../connectome/graph.ts';
import type {RunClient} from '../run/client.ts';
import type {GraphParts} from '../run/graph-part.ts';
import {App, type KeptScreen, newScreen} from './app.tsx';
import {openKeyboard} from './keyboard.ts';
import type {Look} from './look.ts';
import {openMouse} from './mouse-input.ts';
import {createPicturePage, type PicturePage} from './picture-page.ts';
import {openReader} from './screen-reader.ts';
import {createStandIns} from './stand-ins.ts';
import {openThriftyOutput} from './thrifty-output.ts';
import {createGraphView, type GraphView} from './views/graph.ts';
import {createLiveView, type LiveView, liveRows} from './views/live.ts';
import {createPartStructure, type PartStructure} from './views/part-structure.ts';

/** A run that goes on when the screen leaves it. */
export interface DetachableRun extends RunClient {
	/** Leaves: `ended` resolves, and the run goes on. */
	detach(): void;
}

/** Shows the run until it ends. The terminal is as it was before when this returns, however the run ended. */
export async function showScreen(client: DetachableRun, look: Look, interrupt: () => void): Promise<void> {
	const views = client.parts ? partViews(client, client.parts) : wholeViews(await client.mapGraph());
	if (client.parts && !look.reader) await firstPart(client, client.parts, look, views.view);
	const kept = newScreen(look.mouse);
	const page = createPicturePage(look.pictures);
	const hangUp = () => client.detach(); // a terminal that goes away, as when a connection is lost, takes nothing with it
	process.stdout.on('error', hangUp);
	const reader = look.reader
		? openReader({client, look, structure: views.graph.structure, detach: () => client.detach(), interrupt})
		: undefined;
	let over = false;
	void client.ended.then(() => (over = true));
	while (!over) {
		const keyboard = openKeyboard();
		keyboard.on('error', hangUp);
		const why = await (reader
			? reader.stretch(keyboard)
			: showOnce(client, look, {...views, kept}, keyboard, interrupt));
		keyboard.destroy();
		if (why === 'suspended') await suspend(() => over);
		if (why === 'picture') await showPicture(client, page, kept);
	}
}

/** The pictures of the run in the place of its screen. */
async function showPicture(client: DetachableRun, page: PicturePage, {state}: KeptScreen): Promise<void> {
	const keyboard = openKeyboard();
	keyboard.on('error', () => client.detach());
	const notice = await page.show(client.facts.directory, keyboard, client.ended);
	keyboard.destroy();
	if (notice !== undefined) state.current = {...state.current, notice};
}

/** The views of a screen; of a graph that the run keeps, what is known of its nodes. */
interface Views {
	readonly view: LiveView;
	readonly graph: GraphView;
	readonly partStructure?: PartStructure;
}

const wholeViews = (graph: Graph): Views => ({view: createLiveView(graph), graph: createGraphView(graph)});

function partViews({facts}: RunClient, {named}: GraphParts): Views {
	const partStructure = createPartStructure({n: facts.graph.nodes, directed: facts.graph.directed, named});
	return {view: createLiveView(undefined), graph: createGraphView(partStructure), partStructure};
}

/** What the first picture waits for the part that it shows, ms. */
const firstPartMs = 500;

/** Asks for what the first picture will show, so that it is not an empty one. */
async function firstPart(client: RunClient, parts: GraphParts, {theme}: Look, view: LiveView): Promise<void> {
	const {columns: width, rows: height} = process.stdout;
	liveRows(client.frame(), {width, height, theme, view, frozen: false, keys: ''});
	if (!view.wanted) return;
	const arrived = Promise.withResolvers<void>();
	const forget = parts.onArrival(arrived.resolve);
	parts.look(view.wanted, []);
	await Promise.race([arrived.promise, client.ended, delay(firstPartMs)]);
	forget();
}

/** One stretch of the screen, from drawing it to giving the terminal back. */
async function showOnce(
	client: DetachableRun,
	{theme, fps, sampleSeconds, mostBytes}: Look,
	views: Views & {readonly kept: KeptScreen},
	stdin: ReadStream,
	interrupt: () => void,
): Promise<'ended' | 'suspended' | 'continued' | 'picture'> {
	const left = Promise.withResolvers<'suspended' | 'continued' | 'picture'>();
	const mouse = openMouse(stdin, sendSequence);
	stdin.setRawMode(true); // Ink does it after its first picture, on which a key that came before would be echoed
	mouse.turn(views.kept.state.current.mouse.on);
	const standIns = createStandIns();
	const output = openThriftyOutput(process.stdout, standIns.filled, mostBytes);
	const screen = render(
		<App
			client={client}
			theme={theme}
			{...views}
			fps={fps}
			standIns={standIns}
			sampleSeconds={sampleSeconds}
			onPress={output.hurry}
			onInterrupt={interrupt}
			onSuspend={() => left.resolve('suspended')}
			mouse={mouse}
			onMouse={mouse.turn}
			onPicture={() => left.resolve('picture')}
			onRepaint={output.repaint}
			onDetach={() => client.detach()}
			onSequence={sendSequence}
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
		mouse.close();
		screen.unmount();
		await screen.waitUntilExit();
		output.close();
	}
}

/** Past the renderer: what draws nothing leaves the picture as it is. */
const sendSequence = (sequence: string): unknown => process.stdout.write(sequence);

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
