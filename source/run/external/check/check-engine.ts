import {ConnectopError} from '../../../base/errors.ts';
import type {EngineCommand} from '../engine-model.ts';
import {endMs} from '../engine-process.ts';
import type {Hello} from '../hello.ts';
import {openProbe, type Probe, type Values} from './probe.ts';

/** What was found of one rule of the protocol. */
export interface Finding {
	readonly rule: string;
	readonly ok: boolean;
	/** One line: what was seen, or what is wrong. */
	readonly detail: string;
	/** What the engine printed last, when it ended. */
	readonly output?: readonly string[];
}

export interface EngineReport {
	readonly ok: boolean;
	readonly hello: Hello | undefined;
	readonly nodes: number | undefined;
	/** Median time of a step, from the question to the whole answer, ms. */
	readonly stepMs: number | undefined;
	readonly findings: readonly Finding[];
}

export interface CheckOptions {
	/** Of the graph that an engine without one of its own is tried on. */
	readonly nodes: number;
	/** Longest time for any answer, ms. */
	readonly timeoutMs: number;
	/** Hears each finding as it is found. */
	found(finding: Finding): void;
}

/** Ticks of a short run. */
const few = 10;

/** Tries an engine against every rule of docs/engine-protocol.md that can be tried from outside. Does not throw for what is wrong with the engine. */
export async function checkEngine(
	where: EngineCommand,
	{nodes, timeoutMs, found}: CheckOptions,
): Promise<EngineReport> {
	const findings: Finding[] = [];
	const note = (finding: Finding) => {
		findings.push(finding);
		found(finding);
	};
	const probes: Probe[] = [];
	const open = async () => {
		const probe = await openProbe(where, timeoutMs, nodes);
		probes.push(probe);
		return probe;
	};

	/** One rule; a failure is told and leaves the others to be tried. */
	async function rule<T>(name: string, action: () => Promise<readonly [detail: string, T]>): Promise<T | undefined> {
		try {
			const [detail, value] = await action();
			note({rule: name, ok: true, detail});
			return value;
		} catch (error) {
			if (!(error instanceof ConnectopError)) throw error;
			const {lines} = error as {lines?: readonly string[]};
			note({rule: name, ok: false, detail: error.message, ...(lines ? {output: lines} : {})});
			return undefined;
		} finally {
			// One rule at a time has processes; that of hello takes the first steps too.
			if (name !== 'hello') await Promise.all(probes.splice(0).map(each => each.kill()));
		}
	}

	try {
		const first = await rule('hello', async () => {
			const probe = await open();
			return [`${describe(probe.hello)}, after ${(probe.ms / 1000).toFixed(1)} s`, probe] as const;
		});
		const course = first && (await rule('start and step', () => shortRun(first)));
		if (first && course) await tryRest(first.hello, rule, open);
		const stepMs = course?.stepMs;
		return {ok: findings.every(each => each.ok), hello: first?.hello, nodes: first?.n, stepMs, findings};
	} finally {
		await Promise.all(probes.map(each => each.kill()));
	}
}

type Rule = <T>(name: string, action: () => Promise<readonly [string, T]>) => Promise<T | undefined>;

async function tryRest(hello: Hello, rule: Rule, open: () => Promise<Probe>): Promise<void> {
	const can = new Set(hello.can);
	await rule('parameters', () => everyParameter(hello, open));
	await rule('unknown fields', async () => {
		const probe = await began(open);
		await probe.step({other: {future: [1, {a: 'b'}]}});
		return ['are passed over', undefined] as const;
	});
	await rule('ticks that jump', async () => {
		const probe = await began(open);
		for (const tick of [1, 50, 7]) await probe.step({tick});
		return ['a frame has the tick that was asked for', undefined] as const;
	});
	if (can.has('deterministic')) await rule('deterministic', () => sameAgain(open));
	if (can.has('dt'))
		await rule('dt', async () => {
			const probe = await began(open);
			await probe.step({dt: 0.5});
			return ['a step of half a tick is taken', undefined] as const;
		});
	if (can.has('stimulus'))
		await rule('stimulus', () =>
			hasEffect(open, ({n}) => ({stimulus: new Float32Array(n).fill(0.25)}), 'a stimulus of 0.25 on every node'),
		);
	if (can.has('write')) await rule('write', () => hasEffect(open, written, 'other values of the first variable'));
	if (can.has('save')) await rule('save and load', () => goesBack(open));
	await rule('end', () => ends(open));
}

async function began(open: () => Promise<Probe>): Promise<Probe> {
	const probe = await open();
	await probe.start(1);
	return probe;
}

async function shortRun(probe: Probe): Promise<readonly [string, {readonly stepMs: number}]> {
	await probe.start(1);
	const times: number[] = [];
	for (let i = 0; i < few; i++) {
		await probe.step();
		times.push(probe.ms);
	}
	const stepMs = times.sort((a, b) => a - b)[few / 2] ?? 0;
	return [`${few} frames of ${probe.n} nodes, a step takes ${stepMs.toPrecision(2)} ms`, {stepMs}];
}

async function everyParameter(hello: Hello, open: () => Promise<Probe>): Promise<readonly [string, undefined]> {
	for (const {name, min, max, default: usual} of hello.parameters) {
		const probe = await began(open);
		for (const value of [min, max, usual]) {
			try {
				await probe.step({parameters: {[name]: value}});
			} catch (error) {
				if (!(error instanceof ConnectopError)) throw error;
				throw wrong(`${name} = ${value}: ${error.message}`);
			}
		}
		await probe.kill();
	}
	const names = hello.parameters.map(each => each.name);
	return [
		names.length === 0 ? 'there are none' : `${names.join(', ')}: least, largest and default value are taken`,
		undefined,
	];
}

async function sameAgain(open: () => Promise<Probe>): Promise<readonly [string, undefined]> {
	const [a, b] = [await open(), await open()];
	refuseDifference(await a.start(7), await b.start(7), a.hello, 'the first frame of two processes with one seed');
	for (let i = 1; i <= few; i++)
		refuseDifference(await a.step(), await b.step(), a.hello, `frame ${i} of two processes with one seed`);
	const [c, d] = [await open(), await open()];
	const [one, other] = [await c.start(7), await d.start(8)];
	const heard = differing(one, other) ?? differing(await c.step(), await d.step());
	const seeds = heard ? '' : '; another seed gives the same as well';
	return [`two processes with one seed give ${few} frames of the same bits${seeds}`, undefined];
}

async function hasEffect(
	open: () => Promise<Probe>,
	arrays: (probe: Probe, values: Values) => Record<string, Float32Array>,
	what: string,
): Promise<readonly [string, undefined]> {
	const [plain, other] = [await open(), await open()];
	await plain.start(7);
	const values = await other.start(7);
	const [a, b] = [await plain.step(), await other.step({arrays: arrays(other, values)})];
	if (differing(a, b) === undefined) throw wrong(`${what} changed nothing in the frame after it`);
	return [`${what} shows in the next frame`, undefined];
}

/** The first variable moved by a tenth of what is shown of it, within its bounds. */
function written({hello}: Probe, values: Values): Record<string, Float32Array> {
	const arrays = hello.variables.map(({name, min = -Infinity, max = Infinity, shown = [0, 1]}, v) => {
		const by = v === 0 ? (shown[1] - shown[0]) / 10 : 0;
		const moved = values[v]!.map(value => (value + by <= max ? value + by : Math.max(min, value - by)));
		return [name, moved] as const;
	});
	return Object.fromEntries(arrays);
}

async function goesBack(open: () => Promise<Probe>): Promise<readonly [string, undefined]> {
	const probe = await began(open);
	for (let i = 1; i < few; i++) await probe.step();
	const saved = await probe.step();
	const state = await probe.save();
	const exact = probe.hello.can.includes('deterministic');
	const after = [await probe.step(), await probe.step()];
	for (const [who, where] of [
		['the process itself', probe],
		['a new process', await began(open)],
	] as const) {
		refuseDifference(saved, await where.load(few, state), where.hello, `the frame after load in ${who}`);
		for (const [i, frame] of after.entries()) {
			const again = await where.step();
			if (exact) refuseDifference(frame, again, where.hello, `step ${i + 1} after load in ${who}`);
		}
	}
	return [
		`a state of ${state.length} bytes; the process and a new one go on from it${exact ? ', to the same bits' : ''}`,
		undefined,
	];
}

async function ends(open: () => Promise<Probe>): Promise<readonly [string, undefined]> {
	const ms = await (await began(open)).end();
	if (ms > endMs) throw wrong(`it did not end within ${endMs / 1000} s after end was sent and its stdin closed`);
	return [`it ends ${Math.round(ms)} ms after it is asked to`, undefined];
}

function refuseDifference(a: Values, b: Values, {variables}: Hello, what: string): void {
	const found = differing(a, b);
	if (!found) return;
	const [v, node] = found;
	throw wrong(`${what} differ: ${variables[v]?.name} of node ${node} is ${a[v]?.[node]} and ${b[v]?.[node]}`);
}

/** Variable and node of the first difference. */
function differing(a: Values, b: Values): readonly [number, number] | undefined {
	for (const [v, values] of a.entries()) {
		const node = values.findIndex((value, i) => !Object.is(value, b[v]?.[i]));
		if (node >= 0) return [v, node];
	}
	return undefined;
}

function describe({name, version, graph, nodes, variables, parameters, can}: Hello): string {
	const on = graph === 'given' ? 'on a graph that it is given' : `with a graph of ${nodes} nodes of its own`;
	return `${name}${version === '' ? '' : ` ${version}`}, ${on}; variables ${variables.map(each => each.name).join(', ')}; ${parameters.length} parameters; can ${can.join(', ') || 'step alone'}`;
}

const wrong = (message: string) => new ConnectopError('failed', 'engine-check', message);
