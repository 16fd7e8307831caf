import test from 'ava';
import {voidModel} from '../../../source/dynamics/void/model.ts';
import {valuesOf} from '../../../source/run/parameter-info.ts';
import {liveParameters} from '../../../source/run/parameters.ts';
import {changedLine, changedOptions, changesSince} from '../../../source/run/presets/changes.ts';
import {startSettings} from '../../../source/run/settings.ts';

const parameters = liveParameters(voidModel);
const settings = startSettings(voidModel, {}, undefined);
const start = valuesOf(parameters, settings);

test('what has changed stands in one line, in the order of the parameters, and as options', t => {
	t.deepEqual(changesSince(start, parameters, settings), []);
	t.is(changedLine([]), 'nothing has changed since the start');
	const now = {
		...settings,
		hz: 20,
		logEvery: {ticks: 100},
		preset: 'custom',
		parameters: {...settings.parameters, alpha: 0.4, timeDynamics: 0},
	};
	const changes = changesSince(start, parameters, now);
	t.is(
		changedLine(changes),
		'changed: hz 10 → 20 · domain biology_consciousness → custom · alpha 0.25 → 0.4 · timeDynamics on → off · log-every 1 → 100t',
	);
	t.is(changedOptions(changes), '--param hz=20 --param alpha=0.4 --param timeDynamics=off --param log-every=100t');
});

test('where the start is not known nothing has changed', t => {
	t.deepEqual(changesSince(undefined, parameters, {...settings, hz: 20}), []);
	t.deepEqual(changesSince({}, parameters, {...settings, hz: 20}), []);
});
