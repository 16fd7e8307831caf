import type {Graph} from '../../connectome/graph.ts';
import type {Model} from '../../dynamics/model.ts';
import {stampBytes} from '../../records/recording/layout.ts';
import type {RecorderPlan} from './plan.ts';
import type {RecordedCrossings, RecordedTrace} from './view.ts';

/** Rows and crossings that are kept for screens, and numbers of a row. */
const [mostRows, mostCrossings, mostTraces] = [1000, 4000, 32];
const mostLabels = 64;

/** The newest rows of a recorder, for screens; memory stays what it is. */
export interface RecentRows {
	/** Takes whole rows. */
	take(rows: Uint8Array): void;
	/** The tick of the newest row; −1 before the first. */
	readonly tick: number;
	traces(newest: number): readonly RecordedTrace[];
	crossings(newest: number): RecordedCrossings | undefined;
}

/** What is kept of a recorder's rows. */
export function createRecentRows(
	plan: RecorderPlan,
	ground: {readonly graph: Graph; readonly model: Model},
): RecentRows {
	return plan.spec.crossing ? recentCrossings(plan, ground.graph) : recentTraces(plan, ground);
}

const nodeLabel = ({names}: Graph, node: number): string => names?.[node] ?? String(node);

/** The tick and the epoch that a row begins with. */
const tickIn = (view: DataView, at: number): number => Number(view.getBigInt64(at, true));
const epochIn = (view: DataView, at: number): number => view.getInt32(at + 8, true);

function recentTraces(plan: RecorderPlan, {graph, model}: {graph: Graph; model: Model}): RecentRows {
	const {metrics, nodes, variables, layout} = plan;
	const ofNodes = variables.flatMap((v, i) =>
		Array.from(nodes.subarray(0, Math.ceil(mostTraces / variables.length)), (node, n) => ({
			label: `${model.variables[v]?.name ?? ''} ${nodeLabel(graph, node)}`,
			at: stampBytes + 4 * (i * nodes.length + n),
		})),
	);
	const ofMetrics = metrics.map((label, i) => ({label, at: stampBytes + 8 * i}));
	const shown = (metrics.length > 0 ? ofMetrics : ofNodes).slice(0, mostTraces);
	const values = shown.map(() => new Float64Array(mostRows));
	let [count, tick] = [0, -1];
	const newestOf = (ring: Float64Array, wanted: number): (number | null)[] => {
		const length = Math.min(wanted, count, mostRows);
		return Array.from({length}, (_, i) => {
			const value = ring[(count - length + i) % mostRows] ?? Number.NaN;
			return Number.isFinite(value) ? value : null;
		});
	};
	return {
		get tick() {
			return tick;
		},
		take(rows) {
			const view = new DataView(rows.buffer, rows.byteOffset, rows.byteLength);
			for (let at = 0; at < rows.length; at += layout.bytes) {
				for (let i = 0; i < shown.length; i++) {
					const place = at + (shown[i]?.at ?? 0);
					const ring = values[i];
					if (ring)
						ring[count % mostRows] = metrics.length > 0 ? view.getFloat64(place, true) : view.getFloat32(place, true);
				}
				count++;
				tick = tickIn(view, at);
			}
		},
		traces: newest =>
			newest === 0
				? []
				: shown.map(({label}, i) => ({label, values: newestOf(values[i] ?? new Float64Array(0), newest)})),
		crossings: () => undefined,
	};
}

function recentCrossings({nodes, layout}: RecorderPlan, graph: Graph): RecentRows {
	const placeOf = new Int32Array(graph.n);
	nodes.forEach((node, place) => {
		placeOf[node] = place;
	});
	const labels = Array.from(nodes.subarray(0, mostLabels), node => nodeLabel(graph, node));
	const ticks = new Float64Array(mostCrossings);
	const places = new Int32Array(mostCrossings);
	let [count, tick, epoch] = [0, -1, -1];
	return {
		get tick() {
			return tick;
		},
		take(rows) {
			const view = new DataView(rows.buffer, rows.byteOffset, rows.byteLength);
			for (let at = 0; at < rows.length; at += layout.bytes) {
				const own = epochIn(view, at);
				if (own !== epoch) [count, epoch] = [0, own]; // the same ticks come again: what crossed in them before is not in the picture
				tick = tickIn(view, at);
				ticks[count % mostCrossings] = tick;
				places[count % mostCrossings] = placeOf[view.getInt32(at + stampBytes, true)] ?? 0;
				count++;
			}
		},
		traces: () => [],
		crossings(newest) {
			const length = newest === 0 ? 0 : Math.min(count, mostCrossings);
			const newestOf = (ring: Float64Array | Int32Array) =>
				Array.from({length}, (_, i) => ring[(count - length + i) % mostCrossings] ?? 0);
			return {ticks: newestOf(ticks), places: newestOf(places), nodes: nodes.length, labels};
		},
	};
}
