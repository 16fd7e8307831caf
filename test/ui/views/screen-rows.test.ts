import {stripVTControlCharacters} from 'node:util';
import test from 'ava';
import fc from 'fast-check';
import {widthOf} from '../../../source/draw/text.ts';
import type {Preset} from '../../../source/run/presets/preset-text.ts';
import type {RecorderView} from '../../../source/run/recording/view.ts';
import {bindingsOf, views} from '../../../source/ui/bindings.ts';
import {withOverlay} from '../../../source/ui/overlay.ts';
import {observe, receive} from '../../../source/ui/receive.ts';
import {
	type Effect,
	initialState,
	type Message,
	type ScreenState,
	type Surroundings,
} from '../../../source/ui/state.ts';
import {createTheme, type GlyphGrade} from '../../../source/ui/theme.ts';
import {update} from '../../../source/ui/update.ts';
import {createGraphView} from '../../../source/ui/views/graph.ts';
import {createLiveView} from '../../../source/ui/views/live.ts';
import type {ScreenContext} from '../../../source/ui/views/screen-context.ts';
import {screenRows} from '../../../source/ui/views/screen-rows.ts';
import {around, press, ringGraph} from '../surroundings.ts';
import {anyFrame, event, frameOf, ring} from './frames.ts';

const events = Array.from({length: 60}, (_, at) =>
	event(`event ${at}: W of ${at} nodes`, {
		seq: 2 * at + 2,
		tick: at,
		level: at % 7 === 0 ? 'warn' : 'info',
		kind: at % 3 === 0 ? 'pulse' : 'set',
		data: {by: at % 3 === 0 ? 'synthetic' : 'key', nodes: Array.from({length: at}, (_, node) => node)},
	}),
);
const parts = () => ({
	live: createLiveView(ring(40)),
	graph: createGraphView(ringGraph(40)),
	charts: undefined,
});

function shown(
	state: ScreenState,
	where: Surroundings,
	rest: Partial<ScreenContext> = {},
	grade: GlyphGrade = 'braille',
): readonly string[] {
	const theme = rest.theme ?? createTheme(grade, grade === 'ascii' ? 0 : 2);
	const context = {frame: frameOf({events: where.events}), state, around: where, theme, ...parts(), ...rest};
	return withOverlay(screenRows(context), state, where, theme);
}

const at = (width: number, height: number): Surroundings => ({...around, width, height, events});
const plain = (rows: readonly string[]) => rows.map(stripVTControlCharacters).join('\n');

test('every view has its panels, at 120×40 and at 80×24', t => {
	for (const [width, height] of [
		[120, 40],
		[80, 24],
	] as const) {
		const where = at(width, height);
		const of = (...keys: string[]) => plain(shown(press(keys, initialState, where).state, where));
		t.regex(of('4'), /─ Events ─+ following {2}UTC ─╮/);
		t.regex(
			of('4', 'up', 'return'),
			/▸ 10:15:05 .*event 58[\s\S]*─ Event ─[\s\S]*seq 118[\s\S]*\n│ event 58: W of 58 nodes/,
		);
		t.regex(of('5'), /─ Checkpoints ─+ 1 of 2 ─╮[\s\S]*▸ state_30\.npz +30 +0 +41 kB {2}11-21 10:15:05/);
		t.regex(of('5'), /─ Detail ─[\s\S]*m marks a checkpoint/);
		t.regex(of('2', 'g', '7', 'return'), /─ Node 7 ─/);
		t.regex(of('left'), /─ History, End = live ─/);
		t.regex(of('tab', 'tab', 'z'), /─ ▸ Field and graph ─/);
		t.false(of('tab', 'z').includes('Field and graph'));
		t.regex(of('/', ...'pulse', 'return'), /─ Events ─+ \/ pulse ─╮/);
		t.regex(of('4', '/', ...'pulse', 'return', 'l'), /\/ pulse {2}info and worse {2}following/);
		for (const {id, key} of views) t.regex(of(key), /\? help {2}q quit *$/, id);
	}
});

test('how the screen is connected stands in the header, a lost connection in place of the state', t => {
	const where = at(80, 24);
	for (const {key} of views) {
		const {state} = press([key], initialState, where);
		const linked = (link: ReturnType<typeof frameOf>['link']) =>
			plain(shown(state, where, {frame: frameOf({events, ...(link ? {link} : {})})}));
		t.regex(linked({state: 'lost', message: 'the connection is lost'}), /^ connectop {2}! the connection is lost /);
		t.notRegex(linked({state: 'lost', message: 'the connection is lost'}), /running/);
		t.regex(linked({state: 'replay', message: 'replay of 20261121_101502'}), /● running {2}replay of 20261121/);
		t.regex(linked({state: 'read-only', message: 'read only'}), /● running {2}read only/);
	}
});

test('a notice is shown in every view', t => {
	for (const {id, key} of views)
		for (const [width, height] of [
			[120, 40],
			[40, 10],
		] as const) {
			const where = at(width, height);
			const state = {...press([key], initialState, where).state, notice: 'what went wrong'};
			t.regex(plain(shown(state, where)), /what went wrong/, `${id} ${width}×${height}`);
		}
});

test('the same state of a paused run gives the same rows', t => {
	const where = at(120, 40);
	const kept = parts();
	const theme = createTheme('braille', 2);
	for (const {key} of views) {
		const {state} = press([key], initialState, where);
		const frame = frameOf({events, status: {paused: true}});
		const first = shown(state, where, {...kept, theme, frame});
		t.deepEqual(shown(state, {...where, now: where.now + 60_000}, {...kept, theme, frame}), first, key);
	}
});

const known = [...new Set(views.flatMap(({id}) => bindingsOf[id].flatMap(({keys}) => keys)))];
const key = fc.oneof(
	{weight: 6, arbitrary: fc.constantFrom(...known)},
	{weight: 1, arbitrary: fc.constantFrom('escape', 'return', 'backspace', 'ctrl-u', 'ctrl-w', 'tab')},
	{weight: 2, arbitrary: fc.constantFrom('1', '2', '4', '5', 'up', 'down', 'x', 'n')},
	{weight: 1, arbitrary: fc.string({unit: 'grapheme', minLength: 1, maxLength: 1})},
);

/** What a run that knows everything, or nothing, answers. */
function answer(effect: Effect, knows: boolean): Message | undefined {
	if (effect.type === 'send')
		return {
			type: 'outcome',
			command: effect.command,
			outcome: knows ? {ok: true, tick: 3, data: {id: 'x'}} : {ok: false, code: 'no', error: 'refused'},
			...(effect.typed ? {typed: effect.typed} : {}),
		};
	if (effect.type !== 'ask') return undefined;
	const {question} = effect;
	if (!knows) return {type: 'failed', question, error: 'it is gone'};
	switch (question.type) {
		case 'past-events':
			return {...question, events: events.slice(0, 20).map((each, seq) => ({...each, seq: seq - 30}))};
		case 'verify':
			return {
				type: 'verified',
				check: {file: question.file, ok: true, detail: 'it is what was saved'},
				sha256: question.sha256,
			};
		case 'compare':
			return {
				type: 'compared',
				comparison: {...question, variables: {}, settings: [['alpha', '1', '2']]},
				sha256: question.sha256,
			};
		case 'node':
			return {
				type: 'node',
				report: {
					node: 3,
					x: 0.2,
					y: 0.9,
					incoming: 1,
					outgoing: 1,
					strengthIn: 1,
					strengthOut: 1,
					joined: 1,
					near: [],
				},
			};
		case 'history':
			return {type: 'history', slice: {first: 0, last: 9, at: [3], tick: [1], epoch: [0], series: {}}};
		case 'presets':
			return {
				type: 'presets',
				presets: [
					{name: 'warm', preset, error: undefined},
					{name: 'torn', preset: undefined, error: 'no'},
				],
			};
		case 'preset':
			return {type: 'preset', name: question.name, preset};
		case 'save-preset':
			return {type: 'preset-saved', name: question.name, file: question.replace ? 'warm.toml' : undefined};
		case 'recorders':
			return {type: 'recorders', views: [recorder]};
	}
}

const preset: Preset = {file: 'warm.toml', model: 'void', values: new Map([['alpha', '0.3']])};
const recorder: RecorderView = {
	name: 'W',
	spec: 'nodes=0-3',
	what: 'W of 4 nodes every tick',
	file: 'records/W.npy',
	rows: 10,
	bytes: 1000,
	bytesAnHour: 1e6,
	lost: 0,
	tick: 10,
	traces: [],
};

test('whatever is pressed, whatever the run answers and shows, every screen has its rows', t => {
	const {live, graph} = parts();
	const themes = {
		braille: createTheme('braille', 3),
		block: createTheme('block', 0),
		ascii: createTheme('ascii', 0),
	};
	fc.assert(
		fc.property(
			fc.array(key, {maxLength: 50}),
			fc.boolean(),
			anyFrame(40),
			fc.tuple(fc.integer({min: 1, max: 160}), fc.integer({min: 1, max: 50})),
			fc.constantFrom('braille', 'block', 'ascii' as const),
			(keys, knows, any, [width, height], grade) => {
				const theme = themes[grade];
				const where: Surroundings = {...around, width, height, events: knows ? events : any.events};
				const frame = knows ? frameOf({events}) : any;
				let state = initialState;
				const take = (next: {readonly state: ScreenState; readonly effects: readonly Effect[]}, depth = 0) => {
					state = next.state;
					for (const effect of next.effects) {
						const message = answer(effect, knows);
						if (message && depth < 5) take(receive(state, message, where), depth + 1);
					}
				};
				for (const [index, each] of keys.entries()) {
					take(update(state, each, where));
					take(observe(state, frame, where));
					if (index % 5 > 0) continue;
					const rows = withOverlay(
						screenRows({frame, state, around: where, theme, live, graph, charts: undefined}),
						state,
						where,
						theme,
					);
					if (rows.length !== height)
						throw new Error(`${rows.length} rows of ${height} in ${state.view} ${state.mode}`);
					for (const row of rows) {
						if (widthOf(row) > width) throw new Error(`${widthOf(row)} > ${width}: ${JSON.stringify(row)}`);
						if (/[\u0000-\u001A\u001C-\u001F\u007F-\u009F]/.test(row))
							throw new Error(`control: ${JSON.stringify(row)}`);
						if (grade === 'ascii' && state.view !== 'graph' && /[^ -~]/.test(row))
							throw new Error(`not ascii: ${JSON.stringify(row)}`);
					}
				}
				for (const again of ['ctrl-c', 'ctrl-z']) t.is(update(state, again, where).effects.length, 1);
				const left = press(['escape', 'escape', 'escape'], state, where).state;
				t.is(left.mode, 'view');
				t.is(left.draft, '');
			},
		),
		{numRuns: 400},
	);
});
