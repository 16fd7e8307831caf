import {z} from 'zod';
import {ConnectopError} from '../../base/errors.ts';
import {conditionMetrics, formatCondition, parseCondition} from '../breakpoints.ts';
import type {Breakpoint} from '../protocol.ts';
import {breakpointActions, mostBreakpoints} from '../settings-schema.ts';
import {command} from './command.ts';

const numbered = ({id, ...rest}: Breakpoint): string => `breakpoint ${id}: ${formatCondition(rest)}`;

export const breakCommand = command({
	id: 'break',
	title: 'pause, save, draw or ring when a measured number does something',
	risk: 'steer',
	parameters: z.strictObject({
		when: z.string().max(200).describe('the condition: METRIC < NUMBER, and then maybe "for N ticks" or "for N s"'),
		do: z
			.array(breakpointActions)
			.min(1)
			.max(4)
			.default(['pause'])
			.describe('what happens then: pause, checkpoint, png (both pictures), bell'),
	}),
	example: {when: 'cohesion < 5 for 10 ticks', do: ['pause', 'bell']},
	handler(run, {when, do: actions}) {
		const {breakpoints, measureEvery, dt} = run.settings;
		const condition = parseCondition(when, conditionMetrics(run.model), dt);
		if (breakpoints.length >= mostBreakpoints)
			throw new ConnectopError(
				'usage',
				'breakpoints',
				`break: there are ${breakpoints.length} breakpoints, and more can't be; remove some with unbreak`,
			);
		const id = 1 + Math.max(0, ...breakpoints.map(each => each.id));
		const added: Breakpoint = {id, ...condition, actions: [...new Set(actions)]};
		run.configure({...run.settings, breakpoints: [...breakpoints, added]});
		const seldom = measureEvery === 1 ? '' : `; measured every ${measureEvery} ticks`;
		return {message: `${numbered(added)} → ${added.actions.join(', ')}${seldom}`, data: {id, breakpoint: id}};
	},
});

export const unbreakCommand = command({
	id: 'unbreak',
	title: 'remove a breakpoint, or all of them',
	risk: 'steer',
	parameters: z.strictObject({id: z.int().min(1).optional().describe('number of the breakpoint; all when left out')}),
	example: {id: 1},
	handler(run, {id}) {
		const {breakpoints} = run.settings;
		if (breakpoints.length === 0 && id === undefined) return 'there are no breakpoints';
		const removed = breakpoints.filter(each => id === undefined || each.id === id);
		const [first] = removed;
		if (!first) {
			const there =
				breakpoints.length === 0 ? 'there are none' : `there are ${breakpoints.map(each => each.id).join(', ')}`;
			throw new ConnectopError('usage', 'breakpoints', `breakpoint ${id} does not exist; ${there}`);
		}
		run.configure({...run.settings, breakpoints: breakpoints.filter(each => !removed.includes(each))});
		return removed.length === 1 ? `removed ${numbered(first)}` : `removed ${removed.length} breakpoints`;
	},
});
