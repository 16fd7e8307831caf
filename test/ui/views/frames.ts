import fc from 'fast-check';
import type {MapGraph} from '../../../source/draw/braille-map.ts';
import type {Frame, History, ShownEvent, Status} from '../../../source/run/protocol.ts';

/** A ring of n nodes, each joined to the next. */
export function ring(n: number): MapGraph {
	const at = Array.from({length: n}, (_, i) => (2 * Math.PI * i) / n);
	const rows = at.map((_, i) =>
		[...new Set([(i + n - 1) % n, (i + 1) % n])].filter(j => j !== i).sort((a, b) => a - b),
	);
	const rowPtr = new Int32Array(n + 1);
	rows.forEach((row, i) => {
		rowPtr[i + 1] = rowPtr[i]! + row.length;
	});
	return {
		n,
		x: Float32Array.from(at, angle => 0.5 + 0.4 * Math.cos(angle)),
		y: Float32Array.from(at, angle => 0.5 + 0.4 * Math.sin(angle)),
		rowPtr,
		colIdx: Int32Array.from(rows.flat()),
		directed: false,
	};
}

const minute = (of: (second: number) => number) => Array.from({length: 60}, (_, second) => of(second));

export const event = (message: string, rest: Partial<ShownEvent> = {}): ShownEvent => ({
	v: 1,
	ts: '2026-11-21T10:15:05.001Z',
	seq: 3,
	epoch: 0,
	tick: 30,
	level: 'info',
	kind: 'checkpoint',
	message,
	times: 1,
	...rest,
});

/** A frame of a run of 40 nodes at tick 44. */
export function frameOf({
	status,
	history,
	...rest
}: Partial<Omit<Frame, 'status' | 'history'>> & {status?: Partial<Status>; history?: Partial<History>} = {}): Frame {
	return {
		facts: {
			id: '20261121_101502',
			directory: 'runs/20261121_101502',
			model: {id: 'model', title: 'a model'},
			variable: {name: 'W', shown: [0, 0.6]},
			presets: {title: 'domain', names: ['first', 'second']},
			headerParameters: {factor: 'factor', strength: 'strength'},
			kernel: {id: 'cpu', title: 'cpu', reason: 'asked for'},
			graph: {title: 'ring k 2', nodes: 40, edges: 60, components: 1, entries: 120, directed: false},
			seed: 0,
		},
		settings: {
			hz: 10,
			dt: 1,
			paused: false,
			preset: 'first',
			parameters: {factor: 1.1, strength: 0.02},
			noise: 'none',
			noiseAmplitude: 0.01,
			coupling: 'scaled',
			stimulusGain: 1,
			threshold: 0.1,
			synthetic: 'none',
			measureEvery: 1,
			auditEvery: 1000,
			logEvery: {seconds: 1},
			checkpointEvery: {seconds: 60},
			clamped: [],
			silenced: [],
			breakpoints: [],
		},
		events: [event('state_0.npz verified', {tick: 0}), event('state_30.npz verified, 41 kB in 3 ms')],
		samples: 60,
		field: Float32Array.from({length: 40}, (_, i) => (i < 20 ? 0.6 : 0.05)),
		...rest,
		status: {
			tick: 44,
			epoch: 0,
			time: 4.4,
			paused: false,
			ended: false,
			achievedHz: 9.98,
			realTimeFactor: 1,
			late: 0,
			missed: 0,
			latenessMs: 0.1,
			latenessP99Ms: 0.4,
			stepMs: 0.05,
			tickMs: 0.21,
			measuredTick: 44,
			substeps: 1,
			revision: 0,
			savedTick: 30,
			metrics: {
				activeEdges: 19,
				sparsity: 0.9756,
				meanWeight: 0.325,
				varianceWeight: 0.1,
				cohesion: 21,
				largestComponent: 0.5,
				complexity: 10,
				entropy: 2.5,
				b1z: 1.8,
			},
			input: {taken: 1, dropped: 0},
			...status,
		},
		history: {
			meanWeight: minute(second => second / 180),
			activeEdges: minute(second => second / 3),
			cohesion: minute(second => 60 - second / 2),
			complexity: minute(second => second / 6),
			entropy: minute(() => 2.5),
			tickMs: minute(second => 0.2 + 0.1 * Math.sin(second)),
			activeShare: minute(second => second / 180),
			...history,
		},
	};
}

const anyNumber = fc.oneof(
	fc.double(),
	fc.integer(),
	fc.constantFrom(0, 1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e300, -1e-300),
);
const anyText = fc.oneof(
	fc.string({unit: 'binary'}),
	fc.string({unit: 'grapheme', maxLength: 300}),
	fc.constantFrom('', '\u001B[2J\u001B[31mred', '世界'.repeat(80), 'a\nb\tc', '👨‍👩‍👧 x'),
);
const anySeries = fc.array(anyNumber, {maxLength: 80});

/** Any frame at all of a run of `n` nodes: numbers without sense, text from anywhere. */
export const anyFrame = (n: number): fc.Arbitrary<Frame> =>
	fc
		.record({
			texts: fc.array(anyText, {minLength: 10, maxLength: 10}),
			numbers: fc.array(anyNumber, {minLength: 30, maxLength: 30}),
			series: fc.array(anySeries, {minLength: 7, maxLength: 7}),
			field: fc.array(anyNumber, {minLength: n, maxLength: n}),
			paused: fc.boolean(),
			bare: fc.boolean(),
			level: fc.constantFrom('debug', 'info', 'warn', 'error' as const),
			noise: fc.constantFrom('none', 'shared', 'node' as const),
			events: fc.array(anyText, {maxLength: 12}),
		})
		.map(({texts, numbers, series, field, paused, bare, level, noise, events}) => {
			const text = (at: number) => texts[at] ?? '';
			const number = (at: number) => numbers[at] ?? 0;
			const values = (at: number) => series[at] ?? [];
			const base = frameOf();
			return {
				facts: {
					id: text(0),
					directory: text(1),
					model: {id: text(2), title: text(2), ...(bare ? {} : {equations: text(3)})},
					variable: {name: text(4), shown: [number(0), number(1)]},
					headerParameters: {factor: 'factor', strength: 'strength'},
					...(bare ? {} : {presets: {title: text(5), names: []}, scenario: text(6)}),
					kernel: {id: 'cpu', title: text(7), reason: text(8)},
					graph: {
						title: text(9),
						nodes: n,
						edges: number(2),
						components: number(29),
						entries: number(3),
						directed: paused,
					},
					seed: 0,
				},
				settings: {
					...base.settings,
					...(bare ? {} : {preset: text(8)}),
					hz: number(4),
					dt: number(5),
					parameters: {factor: number(6), strength: number(7)},
					noise,
					noiseAmplitude: number(8),
					threshold: number(9),
				},
				status: {
					tick: number(10),
					epoch: 0,
					time: number(11),
					paused,
					ended: bare,
					achievedHz: number(12),
					realTimeFactor: number(13),
					late: number(14),
					missed: number(15),
					latenessMs: 0,
					latenessP99Ms: 0,
					stepMs: number(16),
					tickMs: number(17),
					measuredTick: number(18),
					substeps: number(18),
					revision: 0,
					savedTick: number(19),
					metrics: {
						activeEdges: number(20),
						sparsity: number(21),
						meanWeight: number(22),
						varianceWeight: number(23),
						cohesion: number(24),
						largestComponent: number(25),
						complexity: number(26),
						entropy: number(27),
						b1z: number(28),
					},
					input: {taken: 0, dropped: number(29)},
				},
				history: {
					meanWeight: values(0),
					activeEdges: values(1),
					cohesion: values(2),
					complexity: values(3),
					entropy: values(4),
					tickMs: values(5),
					activeShare: values(6),
				},
				events: events.map((message, at) =>
					event(message, {level, kind: text(at % 10), ts: text((at + 1) % 10), tick: number(at)}),
				),
				samples: 80,
				field: Float32Array.from(field),
			} satisfies Frame;
		});
