import {Box, Text, useInput, usePaste, useWindowSize} from 'ink';
import {memo, useEffect, useReducer, useRef} from 'react';
import type {Charts} from '../draw/charts.ts';
import {loadCharts} from '../draw/charts.ts';
import type {RunClient} from '../run/client.ts';
import type {Command, Frame} from '../run/protocol.ts';
import {inTurn} from './in-turn.ts';
import {keyBar} from './key-bar.ts';
import {type KeyName, keysOf} from './keys.ts';
import {withOverlay} from './overlay.ts';
import {initialState, type ScreenState, type Surroundings} from './state.ts';
import type {Theme} from './theme.ts';
import {paste, update} from './update.ts';
import {type LiveView, liveRows} from './views/live.ts';

export interface AppProps {
	readonly client: RunClient;
	readonly theme: Theme;
	readonly view: LiveView;
	readonly fps: number;
	/** Ctrl-C: finish the tick, save, exit. */
	onInterrupt(): void;
	/** Ctrl-Z: give the terminal back and stop until continued. */
	onSuspend(): void;
	/** Ctrl-L: send the whole picture. */
	onRepaint(): void;
}

/** The screen. It keeps no state of the run: every frame is read anew from the client. */
export function App({client, theme, view, fps, onInterrupt, onSuspend, onRepaint}: AppProps) {
	const {columns: width, rows: height} = useWindowSize();
	const [, redraw] = useReducer((count: number) => count + 1, 0);
	const state = useRef(initialState);
	const frozenFrame = useRef<Frame | undefined>(undefined);
	const charts = useRef<Charts | string | undefined>(undefined);
	const turn = useRef(inTurn());

	useEffect(() => {
		const timer = setInterval(redraw, 1000 / fps);
		// The charts' library takes longer to load than the first frame may wait.
		const loading = setTimeout(() => {
			void loadCharts().then(loaded => (charts.current = loaded));
		}, 50);
		return () => {
			clearInterval(timer);
			clearTimeout(loading);
		};
	}, [fps]);

	const change = (next: ScreenState) => {
		if (next.frozen !== state.current.frozen) frozenFrame.current = next.frozen ? client.frame() : undefined;
		state.current = next;
	};
	const ask = async (command: Command, typed: ScreenState | undefined) => {
		const outcome = await client.send(command);
		// What was typed in vain can be mended, unless more was typed since, which was not meant for the prompt.
		const free = state.current.mode === 'view' && turn.current.waiting() === 0;
		const again = typed && free ? {...typed, frozen: state.current.frozen} : state.current;
		if (!outcome.ok) change({...again, notice: outcome.error});
		redraw();
	};
	const press = (key: KeyName) => {
		const {state: next, effects} = update(state.current, key, surroundings(client, client.frame().status, height));
		change(next);
		redraw();
		const asked = effects.flatMap(effect => {
			if (effect.type === 'interrupt') onInterrupt();
			else if (effect.type === 'suspend') onSuspend();
			else if (effect.type === 'repaint') onRepaint();
			else return [ask(effect.command, effect.typed)];
			return [];
		});
		return asked.length === 0 ? undefined : Promise.all(asked);
	};
	useInput((input, key) => {
		for (const each of keysOf(input, key)) {
			if (each === 'ctrl-c')
				void press(each); // waits for nothing
			else turn.current.add(() => press(each));
		}
	});
	usePaste(text =>
		turn.current.add(() => {
			change(paste(state.current, text));
			redraw();
			return undefined;
		}),
	);

	const live = client.frame();
	const frame = frozenFrame.current ? stillFrame(frozenFrame.current, live) : live;
	const {presets} = client.facts;
	const now = state.current;
	const rows = liveRows(frame, {
		width,
		height,
		theme,
		view,
		frozen: now.frozen,
		keys: keyBar(frame.settings, presets?.title, now.frozen, width, theme),
		...(now.notice === undefined || now.mode !== 'view' ? {} : {notice: now.notice}), // prompts show it themselves
		...(charts.current === undefined ? {} : {charts: charts.current}),
	});
	return <Rows rows={withOverlay(rows, now, surroundings(client, live.status, height), {width, height, theme})} />;
}

/** A frozen display: figures, pictures and events stand still, what is done at the keys is shown all the same. */
function stillFrame(frozen: Frame, {settings, status, events}: Frame): Frame {
	const newest = frozen.events.at(-1)?.seq ?? 0;
	const done = events.filter(({seq, data}) => seq > newest && (data?.['by'] === 'key' || data?.['why'] === 'asked'));
	return {...frozen, settings, events: [...frozen.events, ...done], status: {...frozen.status, paused: status.paused}};
}

function surroundings(client: RunClient, {tick, savedTick}: Frame['status'], height: number): Surroundings {
	const {settings, parameters, facts} = client;
	const checkpoints = client.checkpoints().toReversed();
	return {settings, parameters, presets: facts.presets, checkpoints, unsaved: tick - Math.max(0, savedTick), height};
}

const Row = memo(({text}: {readonly text: string}) => <Text wrap="truncate">{text === '' ? ' ' : text}</Text>);

/** Rows of a fixed place: the row number is what a row is. */
function Rows({rows}: {readonly rows: readonly string[]}) {
	return (
		<Box flexDirection="column">
			{rows.map((text, row) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
				<Row key={row} text={text} />
			))}
		</Box>
	);
}
