/* What the widget says, by language. A language lacking a text speaks English there. */

const en = {
  title: (brand) => `Ask ${brand}`,
  fallbackBrand: "us",
  subtitle: "AI assistant, can be incomplete",
  greeting: "Hello. I answer questions about our products, delivery, returns and care, from our own catalog. What would you like to know?",
  placeholder: "Your question",
  send: "Send", stop: "Stop", close: "Close", newChat: "New chat", person: "Talk to a person",
  disclosure: "You are chatting with an AI.",
  log: "Conversation", you: "You", reply: "Answer",
  thinking: "Looking it up", slow: "This takes longer than usual. Please bear with me.",
  stopped: "Stopped.", sources: (n) => (n === 1 ? "1 source" : `${n} sources`),
  unsure: "The underlined part could not be checked against our product data.",
  up: "Helpful", down: "Not helpful", copy: "Copy", copied: "Copied",
  why: "What was wrong?",
  reasons: { wrong: "A fact is wrong", off_topic: "Not what I asked", outdated: "Out of date", other: "Something else" },
  details: "Tell us more (optional)", sendReason: "Send", thanks: "Thank you, that helps.",
  offline: "You seem to be offline, or our server cannot be reached.",
  busy: "Many people are asking just now. Please try again in a moment.",
  busyFor: (s) => `Many people are asking just now. You can try again in ${s} s.`,
  refused: "This question could not be taken. Please word it differently.",
  failed: "Something went wrong on our side. Your question has not been lost.",
  retry: "Try again",
  personText: (contact) => `You can reach ${contact}.`, fallbackContact: "our customer service",
};

const de = {
  title: (brand) => `Fragen an ${brand}`,
  fallbackBrand: "uns",
  subtitle: "KI-Assistent, nicht immer vollständig",
  greeting: "Guten Tag. Ich beantworte Fragen zu unseren Produkten, zu Lieferung, Rückgabe und Pflege aus unserem eigenen Katalog. Was möchten Sie wissen?",
  placeholder: "Ihre Frage",
  send: "Senden", stop: "Anhalten", close: "Schließen", newChat: "Neues Gespräch", person: "Mit einem Menschen sprechen",
  disclosure: "Sie sprechen mit einer KI.",
  log: "Gespräch", you: "Sie", reply: "Antwort",
  thinking: "Ich sehe nach", slow: "Das dauert länger als sonst. Einen Moment bitte.",
  stopped: "Angehalten.", sources: (n) => (n === 1 ? "1 Quelle" : `${n} Quellen`),
  unsure: "Der unterstrichene Teil ließ sich nicht an unseren Produktdaten prüfen.",
  up: "Hilfreich", down: "Nicht hilfreich", copy: "Kopieren", copied: "Kopiert",
  why: "Was war falsch?",
  reasons: { wrong: "Eine Angabe ist falsch", off_topic: "Nicht meine Frage", outdated: "Veraltet", other: "Etwas anderes" },
  details: "Mehr dazu (freiwillig)", sendReason: "Senden", thanks: "Danke, das hilft uns.",
  offline: "Sie sind offline, oder unser Server ist nicht zu erreichen.",
  busy: "Gerade fragen viele. Bitte versuchen Sie es gleich noch einmal.",
  busyFor: (s) => `Gerade fragen viele. In ${s} s können Sie es noch einmal versuchen.`,
  refused: "Diese Frage konnten wir nicht annehmen. Bitte formulieren Sie sie anders.",
  failed: "Bei uns ist etwas schiefgegangen. Ihre Frage ist nicht verloren.",
  retry: "Noch einmal",
  personText: (contact) => `Sie erreichen ${contact}.`, fallbackContact: "unseren Kundendienst",
};

const fr = {
  title: (brand) => `Demander à ${brand}`,
  fallbackBrand: "nous",
  subtitle: "Assistant IA, parfois incomplet",
  greeting: "Bonjour. Je réponds aux questions sur nos produits, la livraison, les retours et l’entretien, d’après notre propre catalogue. Que voulez-vous savoir ?",
  placeholder: "Votre question",
  send: "Envoyer", stop: "Arrêter", close: "Fermer", newChat: "Nouvelle conversation", person: "Parler à une personne",
  disclosure: "Vous parlez à une IA.",
  log: "Conversation", you: "Vous", reply: "Réponse",
  thinking: "Je cherche", slow: "C’est plus long que d’habitude. Un instant, s’il vous plaît.",
  stopped: "Arrêté.", sources: (n) => (n === 1 ? "1 source" : `${n} sources`),
  unsure: "La partie soulignée n’a pas pu être vérifiée dans nos données.",
  up: "Utile", down: "Pas utile", copy: "Copier", copied: "Copié",
  why: "Qu’est-ce qui n’allait pas ?",
  reasons: { wrong: "Un fait est faux", off_topic: "Pas ma question", outdated: "Dépassé", other: "Autre chose" },
  details: "Dites-nous en plus (facultatif)", sendReason: "Envoyer", thanks: "Merci, cela nous aide.",
  offline: "Vous semblez hors ligne, ou notre serveur est injoignable.",
  busy: "Beaucoup de questions en ce moment. Réessayez dans un instant.",
  busyFor: (s) => `Beaucoup de questions en ce moment. Vous pourrez réessayer dans ${s} s.`,
  refused: "Cette question n’a pas pu être acceptée. Veuillez la formuler autrement.",
  failed: "Une erreur s’est produite de notre côté. Votre question n’est pas perdue.",
  retry: "Réessayer",
  personText: (contact) => `Vous pouvez joindre ${contact}.`, fallbackContact: "notre service client",
};

const LANGUAGES = { en, de, fr };

/** The texts of a language tag such as "de-AT", with English for what it lacks. */
export function texts(tag) {
  return { ...en, ...LANGUAGES[tag.slice(0, 2).toLowerCase()] };
}
