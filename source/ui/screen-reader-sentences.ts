import {count, decimal, hertz, percent, seconds} from '../draw/number.ts';
import {clean} from '../draw/text.ts';
import {type Event, type Frame, spikeAt} from '../run/protocol.ts';
import type {LogState} from './event-log.ts';

const words: readonly (readonly [sign: RegExp, word: string])[] = [
	[/\s*→\s*/g, ' to '],
	[/(?<=\d)\s*…\s*(?=\d)/g, ' to '],
	[/−/g, '-'],
	[/×\s*/g, 'times '],
	[/\s*·\s*/g, ', '],
	[/…/g, '...'],
];

/** Text as it is read out: one line, no control characters, signs as words. With `ascii`, every other character is one of ASCII. */
export function spoken(text: string, ascii: boolean): string {
	const said = words.reduce((line, [sign, word]) => line.replaceAll(sign, word), clean(text));
	return clean(said, ascii);
}

/** What runs, for whoever has just come. */
export function openingSentences({facts, settings, status, link}: Frame, readOnly: boolean): readonly string[] {
	const {id, model, graph, kernel, scenario} = facts;
	const called = scenario === undefined ? '' : `, scenario ${scenario}`;
	const preset = settings.preset === undefined ? '' : `, ${facts.presets?.title ?? 'preset'} ${settings.preset}`;
	return [
		`connectop, run ${id}${called}: ${model.title}${preset}.`,
		`Graph ${graph.title}: ${count(graph.nodes)} nodes, ${count(graph.edges)} edges. Kernel ${kernel.title}.`,
		stateSentence({settings, status}),
		...(link ? [`${link.message}.`] : []),
		`Enter says how things stand, e the newest events, question mark the keys${readOnly ? '' : ', space pauses'}, q ends.`,
	];
}

/** Whether it goes on, and how far it is. */
export function stateSentence({settings, status}: Pick<Frame, 'settings' | 'status'>): string {
	const at = `at tick ${count(status.tick)}, model time ${seconds(status.time)}`;
	if (status.ended) return `Ended ${at}.`;
	if (status.paused) return `Paused ${at}.`;
	const missed = status.missed > 0 ? `, ${count(status.missed)} ticks missed` : '';
	return `Running ${at}, ${hertz(status.achievedHz)} of ${hertz(settings.hz)} ticks a second${missed}.`;
}

/** How things stand, and which way they went over the last `over` samples, one a second. */
export function summary(frame: Frame, over: number): string {
	const {facts, status, history} = frame;
	const {meanWeight, activeEdges, cohesion, largestComponent, complexity, entropy, b1z} = status.metrics;
	const spike = b1z >= spikeAt ? ` Cycles jump: b1 z ${b1z.toFixed(1)}.` : '';
	const saved = status.savedTick < 0 ? 'Nothing is saved.' : `Saved at tick ${count(status.savedTick)}.`;
	return [
		stateSentence(frame),
		`Mean ${facts.variable.name} ${decimal(meanWeight)}${way(history.meanWeight, over)};`,
		`${count(activeEdges)} active edges${way(history.activeEdges, over)};`,
		`${count(cohesion)} component${cohesion === 1 ? '' : 's'}${way(history.cohesion, over)},`,
		`the largest with ${percent(largestComponent).trim()} of the nodes;`,
		`${count(complexity)} cycles${way(history.complexity, over)};`,
		`entropy ${decimal(entropy)}${way(history.entropy, over)}.${spike} ${saved}`,
	].join(' ');
}

/** Less than this share of its size is no change. */
const steady = 0.02;

/** `, rising` or `, falling`; nothing when it is steady or there are no two samples yet. */
function way(values: readonly number[], over: number): string {
	const shown = values.slice(-Math.max(2, Math.round(over))).filter(Number.isFinite);
	const [first, last] = [shown[0], shown.at(-1)];
	if (shown.length < 2 || first === undefined || last === undefined) return '';
	const change = last - first;
	if (Math.abs(change) <= steady * Math.max(Math.abs(first), Math.abs(last))) return '';
	return change > 0 ? ', rising' : ', falling';
}

/** An event; `more` alike have come since the last one that was said. */
export function eventSentence({level, tick, kind, message}: Event, more = 0): string {
	const head = level === 'error' ? 'Error: ' : level === 'warn' ? 'Warning: ' : '';
	const again = more > 0 ? `; ${count(more)} more like it` : '';
	return `${head}${kind} at tick ${count(tick)}: ${message}${again}.`;
}

/** Which events are read out. */
export function siftedSentence({level, filter}: Pick<LogState, 'level' | 'filter'>): string {
	const which = level === 'all' ? 'All events' : `Events of level ${level} and above`;
	return `${which}${filter ? ` that fit ${filter.text}` : ''} are read out.`;
}
