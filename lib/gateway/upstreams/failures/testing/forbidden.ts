/*
 * What no person may read in an answer of ours. The redaction does not know these lists: they are
 * here so that tests can prove that it does not need them.
 */

/** Vendors, hosts of models, clouds, models, and what we are made of. */
export const NAMES = `
fal|fal.ai|fal.run|replicate|openai|open-ai|chatgpt|gpt-image|dall-e|sora|azure|microsoft|bedrock|aws|
amazon|s3|google|gemini|vertex|vertex ai|googleapis|deepmind|veo|imagen|nano banana|firebase|elevenlabs|
eleven labs|xi-api-key|kling|klingai|kuaishou|minimax|hailuo|bfl|black forest labs|flux|kontext|luma|
lumalabs|dream machine|ray-2|photon|xai|x.ai|grok|bytedance|volcengine|byteplus|ark|modelark|seedance|
seedream|doubao|jimeng|dreamina|alibaba|aliyun|dashscope|bailian|tongyi|wan2.5|wanx|qwen|together|
together ai|deepinfra|fireworks|prodia|hume|lmnt|runway|runwayml|pika|ideogram|recraft|stability ai|
stable diffusion|sdxl|midjourney|leonardo|vidu|pixverse|tencent|hunyuan|baidu|qianfan|zhipu|moonshot|
deepseek|mistral|anthropic|claude|cohere|groq|perplexity|meta ai|llama|huggingface|hugging face|nvidia|
cuda|cloudflare|akamai|fastly|cloudfront|vercel|netlify|heroku|railway|runpod|modal labs|baseten|
wavespeed|novita|siliconflow|segmind|runware|lightricks|cartesia|deepgram|assemblyai|playht|synthesia|
heygen|stripe|paypal|supabase|postgres|redis|kafka|kubernetes|docker|nginx|uvicorn|fastapi|python|
pytorch|tensorflow|undici|node.js|skills.video|skills video
`
  .replaceAll("\n", "")
  .split("|");

/** Words of talk about accounts, money and limits of use. */
export const TOPICS = `
account accounts balance balances bill billing billed budget buy card cards charge charged charges cost
costs credit credits customer debit dollar dollars eur euro euros expired fee fees fund funds
insufficient invoice invoices key keys license monthly daily organization organisation overdue owner paid
pay payment payments permission plan plans premium price pricing prices project purchase quota quotas
recharge refund remaining renew reseller subscribe subscription tenant tier trial upgrade usage usd
wallet workspace secret password credential login authentication authorization unauthorized forbidden
admin administrator support-team dashboard console endpoint server servers host hostname cluster region
vendor provider upstream gateway proxy stack traceback exception database query internal
`
  .trim()
  .split(/\s+/);
