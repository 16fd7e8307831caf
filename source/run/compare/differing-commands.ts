import type {CommandLine} from '../replay/journal-lines.ts';
import type {CommandsCompared, DifferingCommand} from './comparison.ts';

/** So many of the commands that differ are told. */
const most = 1000;

/** They change when a tick comes and what is kept of it, and not what it does. */
const besides = new Set([
	'pause',
	'resume',
	'step',
	'stop',
	'break',
	'unbreak',
	'checkpoint',
	'picture',
	'branch',
	'record',
	'unrecord',
	'note',
	'name',
]);

/** Settings of the same kind. */
const pace = new Set(['hz', 'threshold', 'measure-every', 'audit-every', 'log-every', 'checkpoint-every', 'viz-every']);

type Command = Pick<CommandLine, 'at' | 'id' | 'args' | 'by'>;

/** Whether a command can change the state of a tick to come. */
export function canAct({id, args}: Pick<Command, 'id' | 'args'>): boolean {
	if (besides.has(id)) return false;
	if (id === 'set') return !pace.has(String(args['name']));
	if (id === 'adjust') return Object.keys(args['values'] ?? {}).some(name => !pace.has(name));
	return true;
}

/**
Compares the commands of two runs, each in the order in which they acted. Those of a tick that stand in both in the same order are the same,
whoever sent them; what stands between them differs.
*/
export function differingCommands(a: readonly Command[], b: readonly Command[]): CommandsCompared {
	const differing: DifferingCommand[] = [];
	let [count, acting] = [0, 0];
	const tell = (of: 'a' | 'b', {at, id, args, by}: Command) => {
		const acts = canAct({id, args});
		count++;
		if (acts) acting++;
		if (differing.length < most) differing.push({in: of, tick: at, id, args, by, acts});
	};
	let [i, j] = [0, 0];
	while (i < a.length || j < b.length) {
		const tick = Math.min(a[i]?.at ?? Number.POSITIVE_INFINITY, b[j]?.at ?? Number.POSITIVE_INFINITY);
		const [ofA, ofB] = [ofTick(a, i, tick), ofTick(b, j, tick)];
		i += ofA.length;
		j += ofB.length;
		const [restA, restB] = withoutCommon(ofA, ofB);
		for (const each of restA) tell('a', each);
		for (const each of restB) tell('b', each);
	}
	return {a: a.length, b: b.length, differing: count, acting, first: differing};
}

function ofTick(commands: readonly Command[], from: number, tick: number): readonly Command[] {
	let to = from;
	while (commands[to]?.at === tick) to++;
	return commands.slice(from, to);
}

/** What is left of two lists without what they begin and end with in common. */
function withoutCommon(a: readonly Command[], b: readonly Command[]): [readonly Command[], readonly Command[]] {
	const [as, bs] = [a.map(textOf), b.map(textOf)];
	const shorter = Math.min(as.length, bs.length);
	let begin = 0;
	while (begin < shorter && as[begin] === bs[begin]) begin++;
	let end = 0;
	while (end < shorter - begin && as[as.length - 1 - end] === bs[bs.length - 1 - end]) end++;
	return [a.slice(begin, a.length - end), b.slice(begin, b.length - end)];
}

const textOf = ({id, args}: Command): string => `${id} ${JSON.stringify(sorted(args))}`;

/** The same members in one order, however they were sent. */
function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== 'object' || value === null) return value;
	const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
	return Object.fromEntries(members.map(([name, member]) => [name, sorted(member)]));
}
