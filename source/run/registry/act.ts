import type {z} from 'zod';
import {ConnectopError} from '../../base/errors.ts';
import {issueInWords} from '../../base/issue-words.ts';
import type {SavedState as Snapshot} from '../../records/checkpoint.ts';
import type {Command, Outcome} from '../protocol.ts';
import type {CommandSpec, Report} from './command.ts';
import {findCommand} from './registry.ts';
import type {Steered} from './steered.ts';

/**
Carries out a command before the next step and writes it to the journal with its tick. One that is malformed or refused changes nothing
and says why. Restores bring their snapshot as `payload`.
*/
export function act(run: Steered, {id, args, by}: Command, payload?: Snapshot): Outcome {
	const tick = run.tickCount;
	try {
		const spec = findCommand(id);
		const refusal = run.refusal(id);
		if (refusal !== undefined) throw new ConnectopError('invalid', 'engine-lacks', `${id}: ${refusal}`);
		const parsed = spec.parameters.safeParse(args);
		if (!parsed.success) throw new ConnectopError('usage', 'arguments', `${id}: ${explain(parsed.error)}`);
		// What is carried out is what the journal says, and what a replay will read there: −0, for one, is 0.
		const asked: unknown = JSON.parse(JSON.stringify(parsed.data));
		const done = spec.handler(run, asked, payload);
		const report: Report = typeof done === 'string' ? {message: done} : done;
		const {message, data, journalled = {id, args: asked}, beside = {}} = report;
		if (isJournalled(spec, by))
			run.emit({type: 'journal', entry: {kind: 'command', at: tick, ...journalled, by, ...beside}});
		if (message !== '')
			run.news({
				level: 'info',
				kind: spec.kind ?? id,
				message: `${message}${by === 'key' ? '' : ` (${by})`}`,
				data: {...data, id, by, at: tick},
			});
		return data === undefined ? {ok: true, tick} : {ok: true, tick, data};
	} catch (error) {
		if (!(error instanceof ConnectopError)) throw error;
		run.news({level: 'warn', kind: 'refused', message: error.message, data: {id, by, code: error.code}});
		return {ok: false, code: error.code, error: error.message};
	}
}

const isJournalled = ({unjournalled}: CommandSpec, by: string): boolean => !unjournalled || by === 'breakpoint';

const explain = (error: z.ZodError): string =>
	error.issues.map(issue => `${issue.path.join('.') || 'arguments'}: ${issueInWords(issue)}`).join('; ');
