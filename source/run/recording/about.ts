import type {Graph} from '../../connectome/graph.ts';
import type {Model} from '../../dynamics/model.ts';
import type {RecordAbout} from '../../records/recording/record-file.ts';
import type {RecorderSetting} from '../protocol.ts';
import type {RecorderPlan} from './plan.ts';

/** What stands beside a recorder's file: its rows, the nodes in them and their names, the units of its columns. */
export function aboutRecorder(
	{name, spec}: RecorderSetting,
	{spec: {to}, layout, nodes, variables}: RecorderPlan,
	{graph: {names}, model}: {readonly graph: Graph; readonly model: Model},
): RecordAbout {
	const units = variables.map(v => [model.variables[v]?.name ?? '', model.variables[v]?.unit ?? '']);
	return {
		name,
		to,
		layout,
		nodes: Array.from(nodes),
		...(names ? {names: Array.from(nodes, node => names[node] ?? '')} : {}),
		units: {tick: 'ticks', time: 's', ...Object.fromEntries(units)},
		spec,
	};
}
