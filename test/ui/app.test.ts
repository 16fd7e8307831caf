import {PassThrough, Writable} from 'node:stream';
import {setTimeout as delay} from 'node:timers/promises';
import {stripVTControlCharacters} from 'node:util';
import test from 'ava';
import {render} from 'ink';
import {createElement} from 'react';
import type {RunClient} from '../../source/run/client.ts';
import {App, type KeptScreen, newScreen} from '../../source/ui/app.tsx';
import {createTheme} from '../../source/ui/theme.ts';
import {createGraphView} from '../../source/ui/views/graph.ts';
import {createLiveView} from '../../source/ui/views/live.ts';
import {around, ringGraph} from './surroundings.ts';
import {frameOf} from './views/frames.ts';

const graph = ringGraph(40);
const frame = frameOf();
const client = {
	...around,
	facts: frame.facts,
	frame: () => frame,
	checkpoints: () => [],
	pastEvents: async () => [],
	onEvent: () => () => undefined,
} as unknown as RunClient;

/** One stretch of the screen, in which keys are pressed, and all that it wrote. */
async function stretch(kept: KeptScreen, keys: string, until: () => boolean): Promise<string> {
	let text = '';
	const stdout = new Writable({
		decodeStrings: false,
		write(chunk: string, _, done) {
			text += chunk;
			done();
		},
	});
	const stdin = Object.assign(new PassThrough(), {
		isTTY: true,
		setRawMode: () => stdin,
		ref: () => stdin,
		unref: () => stdin,
	});
	const ignore = () => undefined;
	const [onPress, onInterrupt, onSuspend, onRepaint, onDetach, onSequence] = Array.from({length: 6}, () => ignore);
	const props = {onPress, onInterrupt, onSuspend, onRepaint, onDetach, onSequence} as unknown as Record<
		'onPress' | 'onInterrupt' | 'onSuspend' | 'onRepaint' | 'onDetach' | 'onSequence',
		() => void
	>;
	const screen = render(
		createElement(App, {
			client,
			theme: createTheme('ascii', 0),
			view: createLiveView(graph),
			graph: createGraphView(graph),
			fps: 10,
			kept,
			standIns: {of: (_, row) => row, filled: each => each},
			sampleSeconds: 1,
			mouse: {listen: () => ignore},
			onMouse: ignore,
			onPicture: ignore,
			...props,
		}),
		{
			stdout: Object.assign(stdout, {columns: 120, rows: 40, isTTY: true}) as unknown as NodeJS.WriteStream,
			stdin: stdin as unknown as NodeJS.ReadStream,
			exitOnCtrlC: false,
			patchConsole: false,
			interactive: true,
		},
	);
	await delay(0);
	for (const key of keys) stdin.write(key);
	while (!until()) await delay(5);
	screen.unmount();
	await screen.waitUntilExit();
	return stripVTControlCharacters(text);
}

test('a screen that comes back is as it was left: its view, what was chosen, the frozen picture', async t => {
	const kept = newScreen();
	const {state, frozenFrame} = kept;
	const first = await stretch(kept, '4f', () => state.current.frozen && state.current.view === 'events');
	t.regex(first, /Connectome/);
	const held = frozenFrame.current;
	t.deepEqual(held?.field, frame.field);
	t.not(held?.field, frame.field, 'the run writes into its own');
	const second = await stretch(kept, '', () => true);
	t.regex(second, /display frozen/);
	t.regex(second, /- Events -/);
	t.notRegex(second, /Connectome/);
	t.is(frozenFrame.current, held);
});
