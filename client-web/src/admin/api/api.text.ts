// The words of the page that shows the interface. What stands in the document itself is English everywhere.
import { catalogue } from '../../view/i18n.ts';

export const words = catalogue({
  en: {
    title: 'What programs can ask for',
    lead: 'The interface of this broker, from its own routes. A token of your desk opens what stands under /api/v1; everything else belongs to the pages.',
    save: 'Save it as OpenAPI 3.1',
    programs: 'For programs, with a token',
    parameters: 'In the address',
    optional: 'may be left out',
    takes: 'What it takes',
    gives: (status: string) => `What it answers (${status})`,
  },
  it: {
    title: 'Che cosa possono chiedere i programmi',
    lead: 'L’interfaccia di questo broker, dalle sue stesse vie. Un token dell’assistenza apre ciò che sta sotto /api/v1; tutto il resto è delle pagine.',
    save: 'Salva come OpenAPI 3.1',
    programs: 'Per programmi, con un token',
    parameters: 'Nell’indirizzo',
    optional: 'si può tralasciare',
    takes: 'Che cosa prende',
    gives: (status: string) => `Che cosa risponde (${status})`,
  },
});
