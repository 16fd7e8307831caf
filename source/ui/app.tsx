import process from 'node:process';
import {Box, Text, useInput, usePaste, useWindowSize} from 'ink';
import {memo, useEffect, useReducer, useRef} from 'react';
import type {Charts} from '../draw/charts.ts';
import {loadCharts} from '../draw/charts.ts';
import type {RunClient} from '../run/client.ts';
import type {Frame} from '../run/protocol.ts';
import {answerTo} from './answers.ts';
import {calmFrame} from './calm-frame.ts';
import {inTurn, patiently} from './in-turn.ts';
import {type KeyName, keysOf} from './keys.ts';
import {point} from './mouse.ts';
import type {Mouse} from './mouse-input.ts';
import type {MouseReport} from './mouse-reports.ts';
import {clipboardCopy} from './osc52.ts';
import {withOverlay} from './overlay.ts';
import {createPartRequests, type PartRequests} from './part-requests.ts';
import {observe, receive} from './receive.ts';
import {sameFrame} from './same-frame.ts';
import type {StandIns} from './stand-ins.ts';
import {type Effect, initialState, type Message, type ScreenState} from './state.ts';
import {heldFrame, isAnswer, movedFrame, stillFrame} from './still-frame.ts';
import {surroundingsOf} from './surroundings-of.ts';
import type {Theme} from './theme.ts';
import {paste, update} from './update.ts';
import type {GraphView} from './views/graph-view.ts';
import {isHistory} from './views/history.ts';
import type {LiveView} from './views/live.ts';
import type {PartStructure} from './views/part-structure.ts';
import {screenRows} from './views/screen-rows.ts';

export interface AppProps {
	readonly client: RunClient;
	readonly theme: Theme;
	readonly view: LiveView;
	readonly graph: GraphView;
	/** Of a graph that the run keeps. */
	readonly partStructure?: PartStructure | undefined;
	readonly fps: number;
	/** What the screen remembers, which it writes back: it outlives a stretch of the screen. */
	readonly kept: KeptScreen;
	/** What rows are given to the renderer as; whoever writes its output fills them in. */
	readonly standIns: StandIns;
	/** Samples of the history that are taken in together. */
	readonly sampleSeconds: number;
	readonly mouse: Pick<Mouse, 'listen'>;
	/** Somebody pressed a key and looks for what comes of it. */
	onPress(): void;
	/** Ctrl-C: finish the tick, save, exit. */
	onInterrupt(): void;
	/** Ctrl-Z: give the terminal back and stop until continued. */
	onSuspend(): void;
	/** Ctrl-L: send the whole picture. */
	onRepaint(): void;
	/** The mouse is wanted, or not any more. */
	onMouse(on: boolean): void;
	/** Show the newest picture in the place of the screen. */
	onPicture(): void;
	/** `d`: leave the run alone. */
	onDetach(): void;
	/** A sequence for the terminal that draws nothing: its bell, its clipboard. */
	onSequence(sequence: string): void;
}

/** What the screen was when the terminal was given back, for when it has it again. */
export interface KeptScreen {
	readonly state: {current: ScreenState};
	/** What is shown while the display is frozen. */
	readonly frozenFrame: {current: Frame | undefined};
}

/** A screen as it begins; `mouse`: the terminal is asked for its mouse. */
export const newScreen = (mouse = true): KeptScreen => ({
	state: {current: {...initialState, mouse: {on: mouse, pressed: undefined}}},
	frozenFrame: {current: undefined},
});

/** Milliseconds for which the keys after a command wait for its answer. */
const patience = 2000;

/** Notches and drags that wait while a command is answered; more are left out. */
const mostPassing = 20;

/** The screen. It keeps no state of the run: every frame is read anew from the client. */
export function App({
	client,
	theme,
	view,
	graph,
	partStructure,
	fps,
	sampleSeconds,
	standIns,
	kept,
	mouse,
	...outside
}: AppProps) {
	const {columns: width, rows: height} = useWindowSize();
	const [, redraw] = useReducer((count: number) => count + 1, 0);
	const {state, frozenFrame} = kept;
	const charts = useRef<Charts | string | undefined>(undefined);
	const turn = useRef(inTurn());
	/** Takes in what is new, and draws it. */
	const look = useRef<() => void>(redraw);
	/** What stands on the screen. */
	const drawn = useRef<Frame | undefined>(undefined);
	const requests = useRef<PartRequests | undefined>(undefined);
	const around = () => surroundingsOf(client, graph.structure, width, height);

	useEffect(() => {
		const timer = setInterval(() => look.current(), 1000 / fps);
		// The charts' library takes longer to load than the first frame may wait.
		const loading = setTimeout(() => {
			void loadCharts().then(loaded => {
				charts.current = loaded;
				redraw();
			});
		}, 50);
		return () => {
			clearInterval(timer);
			clearTimeout(loading);
		};
	}, [fps]);
	const {onSequence} = outside;
	useEffect(
		() =>
			client.onEvent(event => {
				if (event.data?.['bell'] === true) onSequence('\u0007');
				if (isAnswer(event)) look.current();
			}),
		[client, onSequence],
	);

	useEffect(() => {
		const {parts} = client;
		if (!parts || !partStructure) return;
		const news = () => redraw();
		requests.current = createPartRequests(parts, partStructure, {view, graph}, news);
		return parts.onArrival(news);
	}, [client, partStructure, view, graph]);
	useEffect(() => requests.current?.follow(state.current)); // after every picture

	const change = (next: ScreenState) => {
		if (next.frozen !== state.current.frozen) frozenFrame.current = next.frozen ? heldFrame(client.frame()) : undefined;
		state.current = next;
	};
	/** Does what a key or an answer wants; the promise is of commands that the next key has to wait for. */
	const perform = (effects: readonly Effect[]): Promise<unknown> | undefined => {
		const sent: Promise<void>[] = [];
		for (const effect of effects) {
			if (effect.type === 'send') sent.push(command(effect));
			else if (effect.type === 'ask') void answerTo(client, effect.question).then(take);
			else if (effect.type === 'copy') copy(effect.text);
			else if (effect.type === 'detach') outside.onDetach();
			else if (effect.type === 'interrupt') outside.onInterrupt();
			else if (effect.type === 'suspend') outside.onSuspend();
			else if (effect.type === 'mouse') outside.onMouse(effect.on);
			else if (effect.type === 'picture') outside.onPicture();
			else outside.onRepaint();
		}
		return sent.length === 0 ? undefined : Promise.all(sent);
	};
	const take = (message: Message) => {
		if (message.type === 'node') requests.current?.learn(message.report);
		const {state: next, effects} = receive(state.current, message, around());
		change(next);
		redraw();
		void perform(effects);
	};
	const command = async ({command, typed}: Extract<Effect, {type: 'send'}>) => {
		const outcome = await client.send(command);
		// What was typed since was not meant for the prompt.
		const mended = typed && turn.current.waiting() === 0;
		take({type: 'outcome', command, outcome, ...(mended ? {typed} : {})});
	};
	const copy = (text: string) => {
		const {sequence, bytes, whole} = clipboardCopy(text, process.env);
		onSequence(sequence);
		take({type: 'notice', text: whole ? `copied, ${bytes} bytes` : `copied the first ${bytes} bytes`});
	};
	const press = (key: KeyName) => {
		outside.onPress();
		const {state: next, effects} = update(state.current, key, around());
		change(next);
		redraw();
		return patiently(perform(effects), patience);
	};
	const pointed = (report: MouseReport) => {
		const {state: next, effects} = point(state.current, report, around(), {
			ascii: theme.glyphs.grade === 'ascii',
			neighbours: graph.listed,
		});
		if (next === state.current && effects.length === 0) return undefined;
		outside.onPress();
		change(next);
		redraw();
		return patiently(perform(effects), patience);
	};
	const atMouse = useRef<(reports: readonly MouseReport[]) => void>(() => undefined);
	atMouse.current = reports => {
		for (const report of reports) {
			const passing = report.kind === 'wheel' || report.kind === 'drag';
			if (!passing || turn.current.waiting() < mostPassing) turn.current.add(() => pointed(report));
		}
	};
	useEffect(() => mouse.listen(reports => atMouse.current(reports)), [mouse]);
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

	const shownFrame = () => {
		const live = calmFrame(client.frame(), sampleSeconds);
		if (!frozenFrame.current) return live;
		frozenFrame.current = movedFrame(frozenFrame.current, live);
		return stillFrame(frozenFrame.current, live);
	};
	look.current = () => {
		const seen = shownFrame();
		const {state: next, effects} = observe(state.current, seen, around());
		// Time goes on in the past alone.
		const still = next === state.current && !isHistory(next.past.history) && sameFrame(drawn.current, seen);
		state.current = next;
		void perform(effects);
		if (!still) redraw();
	};
	const frame = shownFrame();
	drawn.current = frame;
	const where = around();
	const rows = screenRows({
		frame,
		state: state.current,
		around: where,
		theme,
		live: view,
		graph,
		charts: charts.current,
	});
	return <Rows rows={withOverlay(rows, state.current, where, theme)} standIns={standIns} />;
}

const Row = memo(({text}: {readonly text: string}) => <Text wrap="truncate">{text === '' ? ' ' : text}</Text>);

/** Rows of a fixed place: the row number is what a row is. */
function Rows({rows, standIns}: {readonly rows: readonly string[]; readonly standIns: StandIns}) {
	return (
		<Box flexDirection="column">
			{rows.map((text, row) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
				<Row key={row} text={text === '' ? '' : standIns.of(row, text)} />
			))}
		</Box>
	);
}
